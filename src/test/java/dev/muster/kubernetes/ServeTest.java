package dev.muster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Deployment of the web page, and its Service. */
class ServeTest {
  private final List<KubernetesObject> objects;
  private final V1Deployment deployment;
  private final V1PodSpec pod;
  private final V1Container container;

  ServeTest() throws IOException {
    objects = ApiObject.readAll(Files.readString(Manifests.MONITORING.resolve("serve.yaml")));
    deployment = Manifests.of(V1Deployment.class, objects).getFirst();
    pod = deployment.getSpec().getTemplate().getSpec();
    container = pod.getContainers().getFirst();
  }

  @Test
  void servesTheCampaignsOnceAtATimeWhereTheServiceFindsIt() {
    assertThat(container.getArgs()).isEqualTo(List.of("serve", "/jobs", "--bind", "0.0.0.0"));
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
    assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
    var service = Manifests.of(V1Service.class, objects).getFirst().getSpec();
    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(service.getSelector());
    assertThat(container.getPorts())
        .singleElement()
        .satisfies(port -> {
          assertThat(port.getContainerPort()).isEqualTo(8380);
          assertThat(service.getPorts().getFirst().getTargetPort().getStrValue())
              .isEqualTo(port.getName());
        });
  }

  @Test
  void isLeftAloneWithoutItsDatabaseAndAskedNothingThen() {
    assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/health/live");
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
  }

  @Test
  void givesTheRunsThatItHasBegunTheTimeToReachACheckpoint() {
    OrdinaryPod.assertThatHasTimeToStop(pod);
  }

  @Test
  void isToldWhoMayLogInByASecretOfItsOwn() {
    assertThat(container.getEnvFrom())
        .filteredOn(source -> source.getSecretRef() != null)
        .extracting(source -> source.getSecretRef().getName())
        .containsExactly("muster-secrets", "muster-serve");
  }

  @Test
  void mayDoNoMoreThanAnOrdinaryProcess() {
    OrdinaryPod.assertThatIs(pod);
  }
}
