package dev.muster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1PodSpec;

/** What all pods have in common. */
final class OrdinaryPod {
  private OrdinaryPod() {}

  /** It may do no more than an ordinary process. */
  static void assertThatIs(V1PodSpec pod) {
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getContainers())
        .isNotEmpty()
        .allSatisfy(container -> {
          var rights = container.getSecurityContext();
          assertThat(rights.getReadOnlyRootFilesystem()).isTrue();
          assertThat(rights.getAllowPrivilegeEscalation()).isFalse();
          assertThat(rights.getCapabilities().getDrop()).containsExactly("ALL");
        });
  }

  /** A run that is asked to end reaches its checkpoint in time. */
  static void assertThatHasTimeToStop(V1PodSpec pod) {
    assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(120L);
  }
}
