package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken file has beside it, under the ending {@code .faults}, what is to be said of it. */
class BrokenCampaignsTest {
  private static final Path FOLDER = Path.of("src/test/resources/campaigns/broken");

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void saysEverythingThatIsWrongWith(String name) throws IOException {
    var reader =
        new CampaignReader((template, live) ->
            template.contains("{% wrong %}")
                ? Optional.of("expected a tag, found wrong")
                : Optional.empty());
    var said =
        switch (reader.read(CampaignFiles.onDisk(FOLDER.resolve(name + ".yaml")))) {
          case Reading.Valid valid -> List.of();
          case Reading.Invalid(var faults) ->
              faults.stream().map(f -> f.toString().replace(FOLDER + "/", "")).toList();
        };
    assertThat(said).isEqualTo(Files.readAllLines(FOLDER.resolve(name + ".faults")));
  }

  @Test
  void thereAreManyOfThem() throws IOException {
    assertThat(brokenFiles()).hasSizeGreaterThan(100);
  }

  private static Stream<String> brokenFiles() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.replace(".yaml", ""))
          .sorted()
          .toList()
          .stream();
    }
  }
}
