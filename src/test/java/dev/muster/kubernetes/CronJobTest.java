package dev.muster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.ExitCode;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1CronJobSpec;
import io.kubernetes.client.openapi.models.V1EnvFromSource;
import io.kubernetes.client.openapi.models.V1JobSpec;
import io.kubernetes.client.openapi.models.V1PodFailurePolicyRule;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Manifests.class)
class CronJobTest {
  private final List<KubernetesObject> objects;
  private final List<V1CronJob> cronJobs;
  private final List<V1CronJobSpec> plans;
  private final List<V1JobSpec> jobs;
  private final List<V1PodSpec> pods;
  private final List<V1Container> containers;

  CronJobTest(Manifests manifests) throws IOException, InterruptedException {
    objects = manifests.objects();
    cronJobs = Manifests.of(V1CronJob.class, objects);
    plans = cronJobs.stream().map(V1CronJob::getSpec).toList();
    jobs = plans.stream().map(plan -> plan.getJobTemplate().getSpec()).toList();
    pods = jobs.stream().map(job -> job.getTemplate().getSpec()).toList();
    containers = pods.stream().flatMap(pod -> pod.getContainers().stream()).toList();
  }

  @Test
  void oneRunsTheFolderAndOneACampaign() {
    assertThat(containers)
        .extracting(V1Container::getArgs)
        .containsExactlyInAnyOrder(
            List.of("run", "/jobs", "--output", "json"),
            List.of("run", "/jobs/nightly.yaml", "--output", "json"));
  }

  @Test
  void isNotStartedWhileItsLastJobWorks() {
    assertThat(plans).extracting(V1CronJobSpec::getConcurrencyPolicy).containsOnly("Forbid");
  }

  @Test
  void isPlannedInUtc() {
    assertThat(plans).extracting(V1CronJobSpec::getTimeZone).containsOnly("Etc/UTC");
  }

  @Test
  void isStartedLateRatherThanNotAtAll() {
    assertThat(plans)
        .extracting(V1CronJobSpec::getStartingDeadlineSeconds)
        .allSatisfy(seconds -> assertThat(seconds).isGreaterThanOrEqualTo(60));
  }

  @Test
  void leavesSomeOfItsJobsToBeLookedAt() {
    assertThat(plans)
        .allSatisfy(plan -> {
          assertThat(plan.getSuccessfulJobsHistoryLimit()).isBetween(1, 10);
          assertThat(plan.getFailedJobsHistoryLimit()).isBetween(1, 10);
        });
  }

  @Test
  void hasANameWithRoomForTheTimeOfAJob() {
    assertThat(cronJobs)
        .hasSize(2)
        .allSatisfy(cronJob -> assertThat(cronJob.getMetadata().getName()).hasSizeLessThan(53));
  }

  @Test
  void failsAtOnceWhereAnotherPodWouldFindTheSame() {
    assertThat(jobs)
        .flatExtracting(job -> rules(job, "FailJob"))
        .hasSameSizeAs(jobs)
        .extracting(V1PodFailurePolicyRule::getOnExitCodes)
        .allSatisfy(policy -> {
          assertThat(policy.getContainerName()).isEqualTo("muster");
          assertThat(policy.getOperator()).isEqualTo("In");
          assertThat(policy.getValues())
              .containsExactlyInAnyOrder(
                  ExitCode.WRONG.code(), ExitCode.REFUSED.code(), ExitCode.INCOMPLETE.code());
        });
  }

  @Test
  void saysOfEveryExitCodeWhatItMeansForTheJob() {
    var othersAreTriedAgain = List.of(ExitCode.FAILED, ExitCode.STOPPED);
    assertThat(jobs)
        .allSatisfy(job -> {
          var failing = rules(job, "FailJob").getFirst().getOnExitCodes().getValues();
          assertThat(ExitCode.values())
              .filteredOn(code -> code != ExitCode.DONE && !failing.contains(code.code()))
              .containsExactlyInAnyOrderElementsOf(othersAreTriedAgain);
        });
  }

  @Test
  void doesNotCountAPodThatTheClusterDisrupts() {
    assertThat(jobs)
        .flatExtracting(job -> rules(job, "Ignore"))
        .hasSameSizeAs(jobs)
        .allSatisfy(rule ->
            assertThat(rule.getOnPodConditions())
                .singleElement()
                .satisfies(condition -> {
                  assertThat(condition.getType()).isEqualTo("DisruptionTarget");
                  assertThat(condition.getStatus()).isEqualTo("True");
                }));
  }

  @Test
  void triesAgainWithANewPodButNotForEver() {
    assertThat(pods).extracting(V1PodSpec::getRestartPolicy).containsOnly("Never");
    assertThat(jobs)
        .extracting(V1JobSpec::getBackoffLimit)
        .allSatisfy(limit -> assertThat(limit).isBetween(1, 6));
  }

  @Test
  void hasTheTimeToReachACheckpoint() {
    assertThat(pods).extracting(V1PodSpec::getTerminationGracePeriodSeconds).containsOnly(120L);
  }

  @Test
  void isNotEndedForTakingLong() {
    assertThat(jobs).extracting(V1JobSpec::getActiveDeadlineSeconds).containsOnlyNulls();
    assertThat(pods).extracting(V1PodSpec::getActiveDeadlineSeconds).containsOnlyNulls();
  }

  @Test
  void runsAsTheUserOfTheImageWhoIsNotRoot() throws IOException {
    assertThat(pods)
        .extracting(V1PodSpec::getSecurityContext)
        .allSatisfy(context -> {
          assertThat(context.getRunAsNonRoot()).isTrue();
          assertThat(Files.readAllLines(Path.of("Dockerfile")))
              .contains("USER " + context.getRunAsUser() + ":" + context.getRunAsGroup());
        });
  }

  @Test
  void mayDoNoMoreThanAnOrdinaryProcess() {
    assertThat(pods)
        .extracting(pod -> pod.getSecurityContext().getSeccompProfile().getType())
        .containsOnly("RuntimeDefault");
    assertThat(containers)
        .extracting(V1Container::getSecurityContext)
        .allSatisfy(context -> {
          assertThat(context.getAllowPrivilegeEscalation()).isFalse();
          assertThat(context.getPrivileged()).isNull();
          assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
          assertThat(context.getCapabilities().getAdd()).isNullOrEmpty();
        });
  }

  @Test
  void writesToTmpOnly() {
    assertThat(containers)
        .extracting(container -> container.getSecurityContext().getReadOnlyRootFilesystem())
        .containsOnly(true);
    assertThat(pods)
        .allSatisfy(pod -> {
          var writable =
              pod.getContainers().getFirst().getVolumeMounts().stream()
                  .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                  .toList();
          assertThat(writable)
              .singleElement()
              .satisfies(mount -> {
                assertThat(mount.getMountPath()).isEqualTo("/tmp");
                assertThat(pod.getVolumes())
                    .filteredOn(volume -> volume.getName().equals(mount.getName()))
                    .singleElement()
                    .satisfies(volume -> assertThat(volume.getEmptyDir()).isNotNull());
              });
        });
  }

  @Test
  void readsItsCampaignsFromAConfigMap() {
    assertThat(pods)
        .allSatisfy(pod ->
            assertThat(pod.getContainers().getFirst().getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().equals("/jobs"))
                .singleElement()
                .satisfies(mount ->
                    assertThat(pod.getVolumes())
                        .filteredOn(volume -> volume.getName().equals(mount.getName()))
                        .extracting(volume -> volume.getConfigMap().getName())
                        .containsExactly("muster-campaigns")));
  }

  @Test
  void hasNoTokenForTheCluster() {
    assertThat(pods).extracting(V1PodSpec::getAutomountServiceAccountToken).containsOnly(false);
    assertThat(pods).extracting(V1PodSpec::getServiceAccountName).containsOnly("muster");
    assertThat(Manifests.of(V1ServiceAccount.class, objects))
        .singleElement()
        .satisfies(account -> {
          assertThat(account.getMetadata().getName()).isEqualTo("muster");
          assertThat(account.getAutomountServiceAccountToken()).isFalse();
        });
  }

  @Test
  void isToldTheNameOfItsJob() {
    assertThat(containers)
        .allSatisfy(container ->
            assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().equals("MUSTER_JOB_NAME"))
                .extracting(variable -> variable.getValueFrom().getFieldRef().getFieldPath())
                .containsExactly("metadata.labels['batch.kubernetes.io/job-name']"));
  }

  @Test
  void isToldPlainSettingsByTheConfigMapAndSecretsByTheSecretThatIsInNoFile() {
    assertThat(containers)
        .allSatisfy(container ->
            assertThat(container.getEnvFrom())
                .flatExtracting(CronJobTest::named)
                .containsExactly("ConfigMap muster-settings", "Secret muster-secrets"));
    assertThat(Manifests.of(V1ConfigMap.class, objects))
        .filteredOn(map -> map.getMetadata().getName().equals("muster-settings"))
        .singleElement()
        .satisfies(settings -> {
          assertThat(settings.getData())
              .containsKeys("MUSTER_DATABASE_URL", "MUSTER_DATABASE_USERNAME")
              .doesNotContainKeys("MUSTER_DATABASE_PASSWORD", "SEGMENT_WRITE_KEY");
          assertThat(settings.getData().get("MUSTER_DATABASE_URL")).startsWith("jdbc:postgresql:");
        });
  }

  @Test
  void isToldNothingOfTheServicesBesideIt() {
    assertThat(pods).extracting(V1PodSpec::getEnableServiceLinks).containsOnly(false);
  }

  @Test
  void asksForWhatItNeedsAndHasALimit() {
    assertThat(containers)
        .extracting(V1Container::getResources)
        .allSatisfy(resources -> {
          assertThat(resources.getRequests()).containsOnlyKeys("cpu", "memory");
          assertThat(resources.getLimits()).containsOnlyKeys("cpu", "memory");
        });
  }

  private static List<V1PodFailurePolicyRule> rules(V1JobSpec job, String action) {
    return job.getPodFailurePolicy().getRules().stream()
        .filter(rule -> rule.getAction().equals(action))
        .toList();
  }

  private static List<String> named(V1EnvFromSource source) {
    return Stream.concat(
            Stream.ofNullable(source.getConfigMapRef()).map(map -> "ConfigMap " + map.getName()),
            Stream.ofNullable(source.getSecretRef()).map(secret -> "Secret " + secret.getName()))
        .toList();
  }
}
