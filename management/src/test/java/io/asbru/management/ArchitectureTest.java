package io.asbru.management;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The walls of this module. */
class ArchitectureTest {

  private static final String CLI = "io.asbru.management.cli..";
  private static final JavaClasses MANAGEMENT =
      new ClassFileImporter().importUrl(Management.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void library_doesNotKnowTheCommandLine() {
    noClasses().that().resideOutsideOfPackage(CLI).should().dependOnClassesThat().resideInAnyPackage(CLI, "picocli..").check(MANAGEMENT);
  }

  @Test
  void jackson_isInNoPublicSignature() {
    methods().that().arePublic().and().areDeclaredInClassesThat().arePublic()
        .should().notHaveRawReturnType(resideInAPackage("com.fasterxml..")).check(MANAGEMENT);
  }

  @Test
  void management_dependsOnNothingElse() {
    classes().that().resideInAPackage("io.asbru.management..").should().onlyDependOnClassesThat().resideInAnyPackage("java..", "javax.net..",
        "io.asbru..", "com.fasterxml.jackson..", "picocli..", "org.jspecify..").check(MANAGEMENT);
  }

  @Test
  void management_doesNotUseTheInsideOfCore() {
    noClasses().that().resideInAPackage("io.asbru.management..").should().dependOnClassesThat().resideInAPackage("io.asbru.internal..")
        .check(MANAGEMENT);
  }
}
