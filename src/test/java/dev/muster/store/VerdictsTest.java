package dev.muster.store;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.gate.Gate;
import dev.muster.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  @Test
  void areWordsInAStatement() {
    assertThat(Verdicts.is(Verdict.PENDING)).isEqualTo("verdict = 'pending'");
    assertThat(Verdicts.isIn(Verdict.WAITING, Verdict.PENDING))
        .isEqualTo("verdict in ('waiting', 'pending')");
    assertThat(Verdicts.of("m").isOneOf(List.of(Verdict.ACCEPTED)))
        .isEqualTo("m.verdict = 'accepted'");
  }

  @Test
  void leaveOutWhomAnEarlierGateKeptButNotWhoHasOptedOutSince() {
    assertThat(Verdicts.of("m").cameAsFarAs(Gate.AGAIN))
        .isEqualTo(
            "(not m.verdict in ('system_control', 'control', 'unreachable', 'refused')"
                + " and not (m.verdict = 'suppressed' and m.decided_at is null))");
  }

  @Test
  void areNamedByHandInNoStatement() throws IOException {
    var words = Arrays.stream(Verdict.values()).map(Verdict::key).collect(joining("|"));
    var byHand = Pattern.compile("verdict\\s*(=|<>|(not )?in \\()\\s*'(" + words + ")'");
    try (var files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .isNotEmpty()
          .filteredOn(file -> byHand.matcher(withoutComments(file)).find())
          .isEmpty();
    }
  }

  private static String withoutComments(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> !line.strip().startsWith("/** Such as")).collect(joining("\n"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
