package dev.muster.look;

import dev.muster.report.Printable;
import dev.muster.run.Figures;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of tests, as text: a line a user. */
public final class TestText {
  private TestText() {}

  /** The lines, each ending with a line break. */
  public static String of(TestSending.Tests tests) {
    return Stream.concat(
            Stream.of(tests.run() + "  TEST"), tests.users().stream().map(TestText::line))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(TestSending.Tested user) {
    var code = user.code() == null ? "" : user.code() + ": ";
    return "  %s: %s, %s%s"
        .formatted(
            Printable.cut(user.user().value()),
            user.outcome().name().toLowerCase(Locale.ROOT),
            Figures.counted(user.messages(), "message"),
            user.reason() == null ? "" : " (%s%s)".formatted(code, user.reason()));
  }
}
