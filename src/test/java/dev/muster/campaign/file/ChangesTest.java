package dev.muster.campaign.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {
  private static final String AUDIENCE = "{ all: [{ did: A }, { did: B }, { did: C }] }";

  /** Two audiences, and what changed: each key with its value before and after. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { profile: { plan: pro } }  | { profile: { plan: free } }       | who.audience.profile.plan: "pro" > "free"
          { profile: { plan: pro } }  | { profile: { plan: [a, 1] } }     | who.audience.profile.plan: "pro" > ["a", 1]
          { profile: { plan: pro } }  | { profile: { plan: pro, n: 1 } }  | who.audience.profile.n: none > 1
          { profile: { plan: "1" } }  | { profile: { plan: 1 } }          | who.audience.profile.plan: "1" > 1
          { did: A }                  | { did_not: A }                    | who.audience.did_not: none > "A"; who.audience.did: "A" > none
          { did: A, times: 2 }        | { did: A, times: { above: 2 } }   | who.audience.times: 2 > { above: 2 }
          { all: [{ did: A }, { did: B }] } | { all: [{ did: B }] }       | who.audience.all[0]: { did: "A" } > none
          { all: [{ did: A }, { did: B }] } | { all: [{ did: C }, { did: A }, { did: B }] } | who.audience.all[0]: none > { did: "C" }
          { all: [{ did: A }, { did: B }] } | { all: [{ did: A }, { did: C }] } | who.audience.all[1].did: "B" > "C"
          { all: [{ did: A }, { did: B }] } | { all: [{ did: B }, { did: A }] } | who.audience.all[0]: { did: "A" } > none; who.audience.all[1]: none > { did: "A" }
          """)
  void tellsKeysWithTheirValuesBeforeAndAfter(String before, String after, String changes) {
    assertThat(said(Changes.between(valid(file(before)), valid(file(after))))).isEqualTo(changes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ all: [{ did: A }, { did: B }, { did: C }] }",
        "{ \"all\": [ { 'did': \"A\" }, { did: B }, { did: C } ] } # as ever"
      })
  void tellsNothingWhereAllMeansTheSame(String after) {
    assertThat(Changes.between(valid(file(AUDIENCE)), valid(file(after)))).isEmpty();
    assertThat(
            Changes.between(
                valid(file("{ did: A, times: 2 }")), valid(file("{ times: 2.0, did: A }"))))
        .isEmpty();
  }

  @Test
  void tellsOfTheFilesThatAreNamedToo() {
    var audience = "{ all: [{ segment: s }, { sql: q.sql }] }";
    var before =
        Map.of(
            "c.yaml", file(audience),
            "segments/s.yaml", "segment: s\nname: S\naudience: { profile: { plan: pro } }\n",
            "q.sql", "select user_id\nfrom profiles\nwhere 1 = 1\n");
    var after =
        Map.of(
            "c.yaml",
                file(audience.replace("q.sql", "r.sql").replace("}] }", "}, { sql: q.sql }] }")),
            "segments/s.yaml", "segment: s\nname: S\naudience: { profile: { plan: free } }\n",
            "q.sql", "select user_id\nfrom profiles\nwhere 1 = 2\n",
            "r.sql", "select user_id from profiles\n");

    assertThat(said(Changes.between(valid(before), valid(after))).split("; "))
        .containsExactlyInAnyOrder(
            "who.audience.all[1]: none > { sql: \"r.sql\" }",
            "segments/s.yaml: audience.profile.plan: \"pro\" > \"free\"",
            "q.sql, from line 3 on: where 1 = 1 > where 1 = 2",
            "r.sql: none > a file");
  }

  private static String said(List<Change> changes) {
    return changes.stream()
        .map(change -> "%s: %s > %s".formatted(change.key(), change.before(), change.after()))
        .map(line -> line.replace("null", "none"))
        .reduce((one, next) -> one + "; " + next)
        .orElse("");
  }

  private static String file(String audience) {
    return """
    campaign: c
    name: C
    owner: growth@example.com
    who:
      audience: %s
    what: { track: Offer }
    when: { at: launch }
    """
        .formatted(audience);
  }

  private static Reading.Valid valid(String text) {
    return valid(Map.of("c.yaml", text));
  }

  private static Reading.Valid valid(Map<String, String> texts) {
    return switch (new CampaignReader((_, _) -> Optional.empty()).read(new Texts(texts))) {
      case Reading.Valid valid -> valid;
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }

  private record Texts(Map<String, String> texts) implements CampaignFiles {
    Texts {
      texts = new LinkedHashMap<>(texts);
    }

    @Override
    public String name() {
      return "c.yaml";
    }

    @Override
    public byte[] read(String path) throws NoSuchFileException {
      var text = texts.get(path);
      if (text == null) {
        throw new NoSuchFileException(path);
      }
      return text.getBytes(UTF_8);
    }

    @Override
    public boolean has(String path) {
      return texts.containsKey(path);
    }

    @Override
    public InputStream open(String path) throws NoSuchFileException {
      return new ByteArrayInputStream(read(path));
    }
  }
}
