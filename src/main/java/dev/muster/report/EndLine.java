package dev.muster.report;

import dev.muster.gate.Verdict;
import dev.muster.run.Figures;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What a launch of a run came to, in the log's last line on it. */
public final class EndLine {
  /**
   * Beside the accepted ones, where there are any: who ended at the window or behind it, the
   * gravest first, and all of a refused run.
   */
  private static final List<Verdict> OTHERS =
      List.of(
          Verdict.REJECTED,
          Verdict.INVALID,
          Verdict.ABORTED,
          Verdict.LAPSED,
          Verdict.DISCARDED,
          Verdict.EXPIRED,
          Verdict.COLLAPSED,
          Verdict.WAITING,
          Verdict.PENDING,
          Verdict.REFUSED);

  private EndLine() {}

  /**
   * Such as {@code completed: 55,537 accepted, 1 rejected, 14.2 s}.
   *
   * @param took how long the launch has worked on it
   */
  public static String of(RunReport report, Duration took) {
    var others =
        OTHERS.stream()
            .filter(verdict -> report.users(verdict) > 0)
            .map(verdict -> ", " + users(report, verdict))
            .collect(Collectors.joining());
    return "%s: %s%s, %s"
        .formatted(
            report.statusInWords(),
            users(report, Verdict.ACCEPTED),
            others,
            Figures.duration(took));
  }

  private static String users(RunReport report, Verdict verdict) {
    return Figures.count(report.users(verdict)) + " " + verdict.key().replace('_', ' ');
  }
}
