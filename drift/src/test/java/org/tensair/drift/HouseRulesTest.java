package org.tensair.drift;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void detectorsTouchTheApiAndAStatisticsLibraryOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.tensair.drift",
            "org.tensair.api",
            "org.apache.commons.statistics.distribution",
            "java..",
            "org.jspecify..",
            "org.slf4j..")
        .check(new ClassFileImporter().importPath(Path.of("target", "classes")));
  }
}
