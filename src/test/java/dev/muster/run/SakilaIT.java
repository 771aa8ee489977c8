package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.Database;
import dev.muster.gate.Verdict;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The main job on real-shaped data with known answers, which lie beside the project. */
class SakilaIT {
  private static final Path SAKILA = Path.of("..", "shared", "conformance", "sakila");
  private static final Instant PLANNED = Instant.parse("2005-08-20T00:00:00Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void deliversExactlyTheExpectedUsersOfEverySegment(Database database) throws Exception {
    assumeTrue(Files.isDirectory(SAKILA), "skipped: there is no " + SAKILA);
    try (var pad =
        new LaunchPad(database, folder).delivering(new DeliverySettings(4, 50, 4, 1_000_000))) {
      var intake = database.intake(pad.dataSource());
      intake.profiles(Source.file(SAKILA.resolve("profiles.csv.gz")), Options.defaults());
      intake.events(Source.file(SAKILA.resolve("events.csv.gz")), Options.defaults());

      for (var campaign : campaigns()) {
        pad.sandbox().reset();
        var end = pad.launch(campaign, PLANNED);

        var expected = expected(campaign);
        assertThat(pad.run(end).status()).as("%s", campaign).isEqualTo(RunStatus.COMPLETED);
        assertThat(pad.storedUsers())
            .as("%s", campaign)
            .containsExactlyElementsOf(expected.stream().sorted().toList());
        assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(expected.size());
      }
    }
  }

  private static List<Path> campaigns() throws Exception {
    try (var files = Files.list(SAKILA.resolve("campaigns"))) {
      return files.sorted().toList();
    }
  }

  private static List<String> expected(Path campaign) throws Exception {
    var name = campaign.getFileName().toString().replace(".yaml", ".ids");
    return Files.readAllLines(SAKILA.resolve("expected").resolve(name));
  }
}
