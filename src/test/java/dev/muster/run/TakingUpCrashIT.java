package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.store.RunStatus;
import dev.muster.store.Sums;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A launch of a live campaign that dies before or after any of its statements. */
class TakingUpCrashIT {
  /** How many statements lie between two deaths; one, when there is time. */
  private static final int STRIDE = Integer.getInteger("chaos.stride", 29);

  private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
  private static final int TRIGGERS = 7;
  private static final String CAMPAIGN =
      """
      who: { live: { did: [Cart], audience: { profile: { plan: pro } } } }
      what: { track: Reminder, properties: { event: "{{ event.id }}" } }
      when: {}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"H2, BEFORE", "H2, AFTER", "POSTGRESQL, BEFORE", "POSTGRESQL, AFTER"})
  void isFollowedByOneThatLosesAndDoublesNothing(Database database, MortalDatabase.Death death)
      throws Exception {
    var clock = SettableClock.at(START.toString());
    try (var pad =
        new LaunchPad(database, folder)
            .clock(clock)
            .delivering(new DeliverySettings(1, 3, 1, 1_000_000))
            .profiles(2 * TRIGGERS)) {
      var campaign = pad.campaign("cart", CAMPAIGN);
      pad.launchLive(campaign);
      var statement = 1;
      for (var dead = true; dead; statement += STRIDE) {
        var where = "%s statement %d".formatted(death, statement);
        var begun = START.plusSeconds(60L * statement);
        pad.sandbox().reset();
        pad.events(events(statement, begun));
        clock.set(begun.plusSeconds(20));

        dead = dies(pad, campaign, new MortalDatabase(statement, death));
        clock.set(begun.plusSeconds(40));
        pad.launchLive(campaign);

        assertThat(sent(pad)).as(where).containsExactlyInAnyOrderElementsOf(ids(statement));
        assertThat(pad.store().runs().list(null))
            .as(where)
            .allMatch(run -> run.status() == RunStatus.COMPLETED)
            .allSatisfy(
                run -> assertThat(Sums.of(pad.store(), run.id()).faultAtTheEnd()).isEmpty());
      }
      assertThat(statement).isGreaterThan(40);
    }
  }

  private static boolean dies(LaunchPad pad, Path campaign, MortalDatabase mortal)
      throws Exception {
    pad.through(mortal.through(pad.dataSource()));
    try {
      pad.launchLive(campaign);
    } catch (RuntimeException e) {
      assertThat(mortal.isDead()).as(e.toString()).isTrue();
    } finally {
      pad.through(pad.dataSource());
    }
    return mortal.isDead();
  }

  private static String events(int batch, Instant since) {
    return IntStream.rangeClosed(1, 2 * TRIGGERS)
        .mapToObj(user ->
            "{\"id\": \"%d-%d\", \"user_id\": \"u%d\", \"event\": \"Cart\", \"occurred_at\": \"%s\"}%n"
                .formatted(batch, user, user, since.plusSeconds(user)))
        .collect(Collectors.joining());
  }

  private static List<String> ids(int batch) {
    return IntStream.rangeClosed(1, TRIGGERS)
        .mapToObj(number -> "%d-%d".formatted(batch, 2 * number))
        .toList();
  }

  /** What was stored: with one message id each, however often they were sent. */
  private static List<String> sent(LaunchPad pad) {
    return pad.sandbox().events().stream()
        .map(event -> requireNonNull(event.message()).path("properties").path("event").asString())
        .toList();
  }
}
