package io.asbru;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls of core, which no module descriptor holds. */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter().importUrl(Caller.class.getProtectionDomain().getCodeSource().getLocation());
  private static final String INTERNAL = "io.asbru.internal..";

  @Test
  void nimbusAndCaffeine_areImportedByInternalAlone() {
    noClasses()
        .that().resideInAPackage("io.asbru..").and().resideOutsideOfPackage(INTERNAL)
        .should().dependOnClassesThat().resideInAnyPackage("com.nimbusds..", "com.github.benmanes..", "net.minidev..", "dev.failsafe..").check(CORE);
  }

  @Test
  void core_knowsNoServletApi() {
    noClasses()
        .that().resideInAPackage("io.asbru..").should().dependOnClassesThat().resideInAnyPackage("jakarta..", "javax.servlet..").check(CORE);
  }

  @Test
  void core_knowsNoLocalOrganization() {
    noClasses()
        .that().resideInAPackage("io.asbru..").should().dependOnClassesThat().resideInAPackage("io.asbru.local..").check(CORE);
  }

  @Test
  void core_dependsOnNothingElse() {
    classes()
        .that().resideInAPackage("io.asbru..").should().onlyDependOnClassesThat().resideInAnyPackage("java..", "javax.net..", "javax.crypto..",
            "io.asbru..", "com.nimbusds..", "com.github.benmanes..", "dev.failsafe..", "org.jspecify..").check(CORE);
  }

  @Test
  void internalTypes_areInNoPublicSignature() {
    methods()
        .that().arePublic().and().areDeclaredInClassesThat().resideOutsideOfPackage(INTERNAL)
        .should().notHaveRawReturnType(resideInAPackage(INTERNAL)).check(CORE);
  }

  @Test
  void settings_doNotKnowWhoReadsThem() {
    noClasses()
        .that().resideInAnyPackage("io.asbru.settings..", "io.asbru.organization..", "io.asbru.session..")
        .should().dependOnClassesThat().resideInAPackage(INTERNAL).check(CORE);
  }

  @Test
  void packages_areNullMarked() {
    classes()
        .that().resideInAPackage("io.asbru..").and().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class).check(CORE);
  }

  @Test
  void names_sayTheJob() {
    noClasses().that().resideInAPackage("io.asbru..")
        .should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)$").check(CORE);
  }

  @Test
  void nobody_printsOrLogsElsewhere() {
    noClasses().that().resideInAPackage("io.asbru..")
        .should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j..").check(CORE);
  }
}
