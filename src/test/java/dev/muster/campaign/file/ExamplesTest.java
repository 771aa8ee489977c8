package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
  private static final Path SAKILA = Path.of("../shared/conformance/sakila/campaigns");

  @ParameterizedTest
  @ValueSource(strings = {"jobs", "src/test/resources/campaigns/good"})
  void everyExampleIsValid(String folder) throws IOException {
    assertValid(Path.of(folder));
  }

  @Test
  void everyConformanceCampaignIsValid() throws IOException {
    assumeTrue(Files.isDirectory(SAKILA), "there is no " + SAKILA);
    assertValid(SAKILA);
  }

  private static void assertValid(Path folder) throws IOException {
    try (var files = Files.list(folder).filter(file -> file.toString().endsWith(".yaml"))) {
      assertThat(files.toList())
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(
                      new CampaignReader((template, live) -> Optional.empty())
                          .read(CampaignFiles.onDisk(file)))
                  .isInstanceOf(Reading.Valid.class));
    }
  }
}
