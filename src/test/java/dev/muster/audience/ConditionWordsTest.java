package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Condition;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionWordsTest {
  @TempDir private Path folder;

  /** An audience, and what it asks for, one after the other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { everyone: true }                                  | everyone
          { profile: { plan: pro, points: { above: 3 } } }    | plan is "pro" / points is above 3
          { did: Charged, times: { at_least: 3 }, during: { last_days: 60 } } | did Charged at least 3 times in the last 60 days
          { all: [{ did: A }, { all: [{ did: B }, { did_not: C }] }] } | did A / did B / did not do C
          { all: [{ segment: s }, { list: l.csv }] }          | newsletter is true / found by segments/s.sql / in l.csv
          { none: [{ segment: s }, { did: A }] }              | excluded: segment s / excluded: did A
          { none: [{ profile: { a: 1, b: 2 } }] }             | excluded: a is 1 and b is 2
          { any: [{ did: A }] }                               | did A
          { any: [{ did: A }, { all: [{ did: B }, { did: C }] }] } | at least one of these: did A; (all of these: did B; did C)
          { any: [{ did: A }, { did: B }, { did: C }, { did: D }] } | at least one of these: did A; did B; did C; …
          { same: p, all: [{ did: A }, { list: l.csv }, { did: B }] } | for one p, all of these: did A; did B / in l.csv
          { in_order: true, all: [{ did: A }, { did: B }] }   | all of these, in this order: did A; did B
          """)
  void areThoseOfExplanationsInTheirOrder(String audience, String words) throws Exception {
    var requirements = Requirement.of(condition(audience));

    assertThat(String.join(" / ", requirements.stream().map(Requirement::said).toList()))
        .isEqualTo(words);
  }

  private Condition condition(String audience) throws Exception {
    Files.createDirectories(folder.resolve("segments"));
    Files.writeString(folder.resolve("l.csv"), "user_id\nu1\n");
    Files.writeString(
        folder.resolve("segments/s.yaml"),
        "segment: s\nname: S\naudience: { all: [{ profile: { newsletter: true } }, { sql: s.sql }] }\n");
    Files.writeString(folder.resolve("segments/s.sql"), "select user_id from profiles\n");
    var file =
        Files.writeString(
            folder.resolve("c.yaml"),
            """
            campaign: c
            name: C
            owner: growth@example.com
            who: { audience: %s }
            what: { track: Offer }
            when: { at: launch }
            """
                .formatted(audience));
    return switch (new CampaignReader((_, _) -> Optional.empty())
        .read(CampaignFiles.onDisk(file))) {
      case Reading.Valid valid ->
          ((Who.PastBehaviour) valid.campaign().who().selection()).audience();
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }
}
