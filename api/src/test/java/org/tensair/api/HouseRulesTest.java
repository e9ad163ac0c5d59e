package org.tensair.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  private final JavaClasses api = new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void theApiTouchesTheJdkOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.tensair.api..", "java..", "org.jspecify..", "org.slf4j..")
        .check(api);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes().should(beInANullMarkedPackage()).check(api);
  }

  @Test
  void everyFunctionThatUsersGiveToAStreamIsSerializable() {
    classes()
        .that()
        .areAnnotatedWith(FunctionalInterface.class)
        .and()
        .haveSimpleNameNotEndingWith("Output")
        .and()
        .doNotHaveSimpleName("Encoder")
        .should()
        .beAssignableTo(Serializable.class)
        .because("plans are shipped to other processes; encoders are made where they are used")
        .check(api);
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass each, ConditionEvents events) {
        JavaPackage javaPackage = each.getPackage();
        boolean marked = javaPackage.isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                each, marked, javaPackage.getName() + " is " + (marked ? "" : "not ") + "marked"));
      }
    };
  }
}
