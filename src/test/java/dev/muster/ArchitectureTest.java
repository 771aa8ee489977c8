package dev.muster;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.muster.campaign.RunId;
import dev.muster.store.RunLock;
import java.time.Clock;
import java.time.Instant;
import tools.jackson.databind.ObjectMapper;

@AnalyzeClasses(packages = "dev.muster", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule importsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("campaign")
          .definedBy("dev.muster.campaign..")
          .layer("copy")
          .definedBy("dev.muster.copy..")
          .layer("source")
          .definedBy("dev.muster.source..")
          .layer("audience")
          .definedBy("dev.muster.audience..")
          .layer("gate")
          .definedBy("dev.muster.gate..")
          .layer("schedule")
          .definedBy("dev.muster.schedule..")
          .layer("message")
          .definedBy("dev.muster.message..")
          .layer("store")
          .definedBy("dev.muster.store..")
          .layer("intake")
          .definedBy("dev.muster.intake..")
          .layer("segmentapi")
          .definedBy("dev.muster.segmentapi..")
          .layer("run")
          .definedBy("dev.muster.run..")
          .layer("goal")
          .definedBy("dev.muster.goal..")
          .layer("report")
          .definedBy("dev.muster.report..")
          .layer("check")
          .definedBy("dev.muster.check..")
          .layer("alert")
          .definedBy("dev.muster.alert..")
          .layer("launch")
          .definedBy("dev.muster.launch..")
          .layer("look")
          .definedBy("dev.muster.look..")
          .layer("metric")
          .definedBy("dev.muster.metric..")
          .layer("app")
          .definedBy("dev.muster.app..")
          .layer("web")
          .definedBy("dev.muster.web..")
          .layer("cli")
          .definedBy("dev.muster.cli..")
          .whereLayer("campaign")
          .mayNotAccessAnyLayer()
          .whereLayer("copy")
          .mayNotAccessAnyLayer()
          .whereLayer("source")
          .mayOnlyAccessLayers("campaign")
          .whereLayer("audience")
          .mayOnlyAccessLayers("campaign", "source")
          .whereLayer("gate")
          .mayOnlyAccessLayers("campaign")
          .whereLayer("schedule")
          .mayOnlyAccessLayers("campaign")
          .whereLayer("message")
          .mayOnlyAccessLayers("campaign")
          .whereLayer("store")
          .mayOnlyAccessLayers("campaign", "copy", "gate", "schedule")
          .whereLayer("intake")
          .mayOnlyAccessLayers("campaign", "copy", "source")
          .whereLayer("segmentapi")
          .mayOnlyAccessLayers("message")
          .whereLayer("check")
          .mayOnlyAccessLayers(
              "campaign", "source", "audience", "schedule", "message", "store", "segmentapi")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("goal")
          .mayOnlyBeAccessedByLayers("report", "app", "web", "cli")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("launch", "look", "alert", "metric", "app", "web", "cli")
          .whereLayer("run")
          .mayOnlyBeAccessedByLayers(
              "goal", "report", "launch", "look", "alert", "app", "web", "cli")
          .whereLayer("metric")
          .mayOnlyBeAccessedByLayers("app", "web", "cli")
          .whereLayer("alert")
          .mayOnlyBeAccessedByLayers("app", "web", "cli")
          .whereLayer("look")
          .mayOnlyBeAccessedByLayers("app", "web", "cli")
          .whereLayer("launch")
          .mayOnlyBeAccessedByLayers("app", "web", "cli")
          .whereLayer("app")
          .mayOnlyBeAccessedByLayers("web", "cli")
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("cli");

  @ArchTest
  static final ArchRule onlyTheWebPageNeedsItsLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.muster.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.servlet..",
              "org.apache.catalina..",
              "org.springframework.web..",
              "org.springframework.http..",
              "org.springframework.security..",
              "io.prometheus..");

  @ArchTest
  static final ArchRule oneCommandStartsTheWebPage =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.muster.web..")
          .and()
          .doNotHaveFullyQualifiedName("dev.muster.cli.ServeCommand")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.muster.web..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsItsLibraryAndExitCodes =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.muster.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("ExitCode")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule onlyWhoWorksOnARunTakesItsLock =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.muster.run..", "dev.muster.store..")
          .should()
          .callMethod(RunLock.Locks.class, "tryLock", RunId.class);

  @ArchTest
  static final ArchRule answersBecomeJsonInOnePlace =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.muster.report..",
              "dev.muster.launch..",
              "dev.muster.alert..",
              "dev.muster.app..",
              "dev.muster.cli..")
          .and()
          .doNotHaveFullyQualifiedName("dev.muster.report.JsonWriter")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectMapper.class);

  @ArchTest
  static final ArchRule onlyTheApplicationAsksTheMachineForTheTime =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.muster.app..",
              // Another program, as it were, with a clock of its own.
              "dev.muster.sandbox..")
          .should()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule aCampaignKnowsNothingOfItsFile =
      noClasses()
          .that()
          .resideInAPackage("dev.muster.campaign")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.muster.campaign.file..");

  @ArchTest
  static final ArchRule whatStandsBesideTheProductIsKnownToTheCommandLineAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.muster.sandbox..", "dev.muster.demo..", "dev.muster.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.muster.sandbox..", "dev.muster.demo..");

  @ArchTest
  static final ArchRule whatStandsBesideTheProductSharesNoCodeWithIt =
      noClasses()
          .that()
          .resideInAnyPackage("dev.muster.sandbox..", "dev.muster.demo..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.muster..")
                  .and(resideOutsideOfPackages("dev.muster.sandbox..", "dev.muster.demo..")));

  @ArchTest
  static final ArchRule noPackageImportsInACircle =
      slices().matching("dev.muster.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theBusinessKnowsNoSpring =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.muster.campaign..",
              "dev.muster.gate..",
              "dev.muster.schedule..",
              "dev.muster.message..",
              "dev.muster.report..",
              "dev.muster.check..",
              "dev.muster.segmentapi..",
              "dev.muster.launch..",
              "dev.muster.sandbox..",
              "dev.muster.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  @ArchTest
  static final ArchRule onlyTheJobKnowsSpringBatch =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.muster.run.job..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.batch..");

  @ArchTest
  static final ArchRule aRunKnowsNothingOfTheJobThatWorksItOff =
      noClasses()
          .that()
          .resideInAPackage("dev.muster.run")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.muster.run.job..");

  @ArchTest
  static final ArchRule aSourceKnowsNoneOfItsProducts =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.muster.source",
              "dev.muster.audience",
              "dev.muster.intake..",
              "dev.muster.check..",
              "dev.muster.run..",
              "dev.muster.goal..",
              "dev.muster.report..",
              "dev.muster.launch..",
              "dev.muster.cli..")
          .and()
          // What databases of H2 know by this name.
          .doNotHaveFullyQualifiedName("dev.muster.audience.H2Functions")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.muster.source.*..");

  @ArchTest
  static final ArchRule whichProductADatabaseIsMattersToTheSourceAndTheStoreAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.muster.source.*..",
              "dev.muster.store..",
              "dev.muster.intake..",
              "dev.muster.copy..",
              // How it is opened.
              "dev.muster.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.postgresql..", "org.h2..");

  @ArchTest
  static final ArchRule onlyTheSourceTheAudienceTheIntakeAndTheStoreSpeakToTheDatabase =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.muster.source..",
              "dev.muster.audience..",
              "dev.muster.intake..",
              "dev.muster.copy..",
              "dev.muster.store..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.sql.Connection");
}
