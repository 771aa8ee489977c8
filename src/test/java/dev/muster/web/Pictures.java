package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.demo.Shop;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.run.LaunchPad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Takes the pictures that README shows, of a made-up shop: mvn -Ppictures verify. */
class Pictures {
  private static final Path FOLDER = Path.of("docs/pictures");
  private static final Instant NOW = Instant.parse("2026-12-07T14:00:00Z");

  @TempDir private Path folder;

  @Test
  void ofTheFirstPageAndOfARun() throws Exception {
    assertThat(Browser.absence()).isEmpty();
    for (var part : List.of("jobs", "sql/segments")) {
      FileSystemUtils.copyRecursively(Path.of(part), folder.resolve(part));
    }
    FileSystemUtils.deleteRecursively(folder.resolve("jobs/kubernetes"));
    var clock = SettableClock.at(NOW.toString());
    try (var pad = new LaunchPad(Database.H2, folder).clock(clock)) {
      var intake = Database.H2.intake(pad.dataSource());
      var shop = Shop.small(NOW);
      intake.profiles(
          Source.stream("profiles", Format.NDJSON, shop.profiles()), Options.defaults());
      intake.events(Source.stream("events", Format.NDJSON, shop.events()), Options.defaults());
      for (var day = 1; day <= 7; day++) {
        launch(pad, clock, "cart-reminder", "2026-12-0%dT09:00:00Z".formatted(day));
      }
      pad.faults("{\"faults\": [{\"containing\": \"\\\"team\\\"\", \"status\": 400}]}");
      launch(pad, clock, "vip-thanks", "2026-12-07T10:00:00Z");
      pad.noFaults();
      launch(pad, clock, "winback", "2026-12-07T14:00:00Z");
      try (var site = AnySite.at(pad.dataSource().getJdbcUrl(), folder, folder.resolve("jobs"))) {
        site.clock().set(NOW.plusSeconds(600).toString());
        var browser = new Browser(site, folder);
        Files.createDirectories(FOLDER);

        var taken =
            browser.ask(
                "pictures.mjs",
                Map.of(
                    "folder", FOLDER.toAbsolutePath().toString(),
                    "pages",
                        Map.of(
                            "overview", browser.at("/"),
                            "run", browser.at("/runs/winback@2026-12-07T14:00:00Z"))));

        assertThat(taken).hasSize(4);
      }
    }
  }

  private void launch(LaunchPad pad, SettableClock clock, String campaign, String planned)
      throws Exception {
    var at = Instant.parse(planned);
    clock.set(at);
    pad.launch(folder.resolve("jobs").resolve(campaign + ".yaml"), at);
  }
}
