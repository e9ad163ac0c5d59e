package org.tensair.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the engine may touch, and which way its packages depend on each other. */
@AnalyzeClasses(
    packages = "org.tensair.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule TOUCHES_API_LEARNING_AND_COLLECTIONS_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.slf4j..",
              "org.tensair.api..",
              "org.tensair.learning..",
              "org.tensair.engine..",
              "org.jctools..",
              "it.unimi.dsi.fastutil..");

  @ArchTest
  static final ArchRule ONLY_THE_REPLICA_PACKAGE_SEES_LEARNING =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.tensair.engine.replica")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensair.learning..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.tensair.(engine..)").should().beFreeOfCycles();
}
