package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * Which libraries commands carry: those of the web page would cost every launch some of its start,
 * and so stand on the class path of {@code serve} alone.
 */
class LibrariesIT {
  private static final String FOLDER = "BOOT-INF/lib/";

  /** By names without versions, as they stand in the jar. */
  private static final List<String> OF_THE_WEB_PAGE =
      List.of(
          "accessors-smart",
          "asm",
          "content-type",
          "htmx.org",
          "jcip-annotations",
          "json-smart",
          "lang-tag",
          "nimbus-jose-jwt",
          "oauth2-oidc-sdk",
          "prometheus-metrics-config",
          "prometheus-metrics-core",
          "prometheus-metrics-exposition-textformats",
          "prometheus-metrics-model",
          "prometheus-metrics-tracer-common",
          "prometheus-metrics-tracer-initializer",
          "prometheus-metrics-tracer-otel",
          "prometheus-metrics-tracer-otel-agent",
          "spring-boot-http-converter",
          "spring-boot-jackson",
          "spring-boot-security",
          "spring-boot-security-oauth2-client",
          "spring-boot-servlet",
          "spring-boot-tomcat",
          "spring-boot-web-server",
          "spring-boot-webmvc",
          "spring-security-config",
          "spring-security-core",
          "spring-security-crypto",
          "spring-security-oauth2-client",
          "spring-security-oauth2-core",
          "spring-security-oauth2-jose",
          "spring-security-web",
          "spring-web",
          "spring-webmvc",
          "tomcat-embed-core");

  @Test
  void noOtherCommandCarriesWhatTheWebPageNeeds() throws Exception {
    var serve = libraries("muster-serve.jar");
    var others = libraries("muster.jar");

    assertThat(serve).containsAll(others);
    assertThat(serve.stream().filter(each -> !others.contains(each)))
        .containsExactlyElementsOf(OF_THE_WEB_PAGE);
  }

  private static List<String> libraries(String name) throws Exception {
    var built = System.getProperty("muster.jar");
    assumeThat(built).as("the build has made jars").isNotNull();
    var jar = Path.of(built).resolveSibling(name);
    assertThat(Files.exists(jar)).as("%s is there", jar).isTrue();
    try (var file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(entry -> entry.startsWith(FOLDER) && entry.endsWith(".jar"))
          .map(entry ->
              entry.substring(FOLDER.length()).replaceFirst("-\\d[^-]*(-\\d+)?\\.jar$", ""))
          .sorted()
          .toList();
    }
  }
}
