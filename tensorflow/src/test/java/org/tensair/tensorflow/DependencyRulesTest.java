package org.tensair.tensorflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module may touch, and what others may touch of it. */
@AnalyzeClasses(packages = "org.tensair", importOptions = DoNotIncludeTests.class)
class DependencyRulesTest {

  @ArchTest
  static final ArchRule touchesOnlyTheApiAndItsLibraries =
      classes()
          .that()
          .resideInAPackage("org.tensair.tensorflow..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.tensair.tensorflow..",
              "org.tensair.api..",
              "java..",
              "org.jspecify..",
              "org.tensorflow.internal.c_api..",
              "org.bytedeco.javacpp..",
              "com.google.protobuf..",
              "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule nobodyElseSeesTensorFlow =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.tensair.tensorflow..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.tensorflow..", "org.bytedeco..");

  @ArchTest
  static final ArchRule onlyTheRuntimeIsPublic =
      classes()
          .that()
          .resideInAPackage("org.tensair.tensorflow..")
          .and()
          .arePublic()
          .should()
          .haveSimpleName("TensorFlowRuntime");
}
