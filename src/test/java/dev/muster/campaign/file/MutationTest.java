package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good files, spoilt at random: whatever stands in a file, it is read or refused. */
class MutationTest {
  private static final int ROUNDS = 400;
  private static final List<String> PIECES =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ":",
          ": ",
          "- ",
          "&a ",
          "*a",
          "!!int ",
          "? ",
          "\"",
          "'",
          "|\n",
          "#",
          "\t",
          "\n",
          "\n  ",
          "~",
          "null",
          "-1",
          "1e999",
          ".nan",
          "0x",
          "---\n",
          "%YAML 2.0\n",
          "all: []",
          "did: ",
          "same: ",
          "times: ",
          "during: ",
          "at: ",
          "\u0000",
          "\uFEFF",
          "😀",
          "\\ud800",
          "2026-02-30",
          "{{",
          "<<: ");

  @ParameterizedTest
  @MethodSource
  void nothingCrashesTheReader(Path file) throws IOException {
    var good = Files.readString(file);
    var random = new Random(file.getFileName().toString().hashCode());
    for (var round = 0; round < ROUNDS; round++) {
      var text = new StringBuilder(good);
      for (var change = random.nextInt(4); change >= 0; change--) {
        spoil(text, random);
      }
      var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(10) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      var files = CampaignText.campaign("");
      files.byPath().put("test.yaml", bytes);
      files.with("segments/employees.yaml", text.toString());
      assertThat(files.faults())
          .allSatisfy(fault -> {
            assertThat(fault.line()).isPositive();
            assertThat(fault.column()).isPositive();
            assertThat(fault.key()).isNotBlank();
            assertThat(fault.toString()).doesNotContainPattern("[\\p{Cntrl}]");
            assertThat(fault.message()).isNotBlank();
          });
    }
  }

  private static void spoil(StringBuilder text, Random random) {
    var at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
      case 2 -> {
        var from = random.nextInt(text.length());
        text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(60))));
      }
      default -> text.setCharAt(at, (char) (random.nextInt(95) + 32));
    }
    if (text.isEmpty()) {
      text.append(' ');
    }
  }

  static Stream<Path> nothingCrashesTheReader() throws IOException {
    try (var jobs = Files.list(Path.of("jobs"));
        var good = Files.list(Path.of("src/test/resources/campaigns/good"))) {
      return Stream.concat(jobs, good)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }
}
