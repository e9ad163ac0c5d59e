package org.tensair.connectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What connectors may touch: the api and the libraries of their formats. */
@AnalyzeClasses(
    packages = "org.tensair.connectors",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule TOUCHES_API_AND_FORMAT_LIBRARIES_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.slf4j..",
              "org.tensair.api..",
              "org.tensair.connectors..",
              "de.siegmar.fastcsv..",
              "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule NO_JAVA_SERIALIZATION =
      noClasses().should().dependOnClassesThat().haveNameMatching("java\\.io\\.Object.*Stream");
}
