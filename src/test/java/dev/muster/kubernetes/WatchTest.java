package dev.muster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodSpec;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The Deployment that launches live campaigns. */
@ParameterizedClass
@EnumSource(Manifests.class)
class WatchTest {
  private final V1Deployment deployment;
  private final V1PodSpec pod;
  private final V1Container container;

  WatchTest(Manifests manifests) throws IOException, InterruptedException {
    deployment = Manifests.of(V1Deployment.class, manifests.objects()).getFirst();
    pod = deployment.getSpec().getTemplate().getSpec();
    container = pod.getContainers().getFirst();
  }

  @Test
  void watchesTheFolderOnceAtATime() {
    assertThat(container.getArgs())
        .isEqualTo(List.of("watch", "/jobs", "--every", "10s", "--output", "json"));
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
    assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
  }

  @Test
  void hasTheTimeToReachACheckpoint() {
    OrdinaryPod.assertThatHasTimeToStop(pod);
  }

  @Test
  void isLookedAtByTheAgeOfTheFileThatEachLaunchTouches() {
    var touched =
        container.getEnv().stream()
            .filter(variable -> variable.getName().equals("MUSTER_WATCH_TOUCH"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertThat(touched).startsWith("/tmp/");
    assertThat(container.getLivenessProbe().getExec().getCommand().getLast()).contains(touched);
    assertThat(container.getStartupProbe().getExec().getCommand()).contains(touched);
  }

  @Test
  void mayDoNoMoreThanAnOrdinaryProcess() {
    OrdinaryPod.assertThatIs(pod);
  }
}
