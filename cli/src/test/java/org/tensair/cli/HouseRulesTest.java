package org.tensair.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = Main.class, importOptions = DoNotIncludeTests.class)
class HouseRulesTest {

  /**
   * Runtimes are found by their service, never named; the files that one leaves are looked into.
   */
  @ArchTest
  static final ArchRule wiresByTheApi =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.tensair.cli",
              "org.tensair.api",
              "org.tensair.api.plan",
              "org.tensair.api.spi",
              "org.tensair.drift",
              "org.tensair.engine.snapshot",
              "org.tensair.examples",
              "org.tensair.observability",
              "com.fasterxml.jackson..",
              "picocli",
              "org.slf4j",
              "org.jspecify..",
              "java..");
}
