package dev.muster.report;

import dev.muster.gate.GuardAnswer;
import dev.muster.gate.Verdict;
import dev.muster.store.RunStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everyone ended.
 *
 * @param rows everyone first, then every end there is
 * @param sum that the ends are everyone, or by how many they are not
 * @param override why an operator let the run pass its guards, or null
 */
public record GatesSection(
    List<Row> rows, Words sum, List<Guard> guards, @Nullable String override) {

  public GatesSection {
    rows = List.copyOf(rows);
    guards = List.copyOf(guards);
  }

  /**
   * One end.
   *
   * @param key as in JSON
   * @param share empty where there is nobody
   */
  public record Row(String key, String means, long users, String share, Picture bar) {

    /** The key in words. */
    public String name() {
      return key.replace('_', ' ');
    }

    /** How it stands out. */
    public String css() {
      return switch (key) {
        case "qualified" -> "sum";
        case "accepted" -> "end";
        default -> users == 0 ? "zero" : "some";
      };
    }
  }

  /**
   * What a guard said.
   *
   * @param says whether it holds, refused the run, or was overridden
   */
  public record Guard(String key, Words allows, String says, boolean refused) {}

  /** Those of a run. */
  static GatesSection of(RunReport run) {
    var whole = run.qualified();
    var rows = new ArrayList<Row>();
    rows.add(
        new Row(
            "qualified",
            "in the audience, not opted out",
            whole,
            "",
            Picture.bar(whole == 0 ? List.of() : List.of(Picture.piece(0, 1, Ink.KEPT)))));
    var left = whole;
    for (var verdict : Verdict.values()) {
      var users = run.users(verdict);
      left -= users;
      rows.add(
          new Row(
              verdict.key(),
              means(verdict),
              users,
              users == 0 ? "" : Shown.share(users, whole),
              Picture.bar(
                  whole == 0 ? List.of() : slice(verdict, users, Math.max(left, 0), whole))));
    }
    return new GatesSection(rows, sum(run, left), guards(run), run.guards().override());
  }

  private static List<Picture.Rect> slice(Verdict verdict, long users, long left, long whole) {
    var rects = new ArrayList<Picture.Rect>();
    var from = Math.min((double) left / whole, 1);
    if (left > 0) {
      rects.add(Picture.piece(0, from, Ink.PALE));
    }
    if (users > 0) {
      rects.add(Picture.piece(from, Math.min((double) users / whole, 1), ink(verdict)));
    }
    return rects;
  }

  private static Ink ink(Verdict verdict) {
    return switch (verdict) {
      case ACCEPTED -> Ink.ACCENT;
      case WAITING, PENDING -> Ink.SOFT;
      case INVALID, REJECTED, REFUSED -> Ink.SIGNAL;
      case SUPPRESSED,
          SYSTEM_CONTROL,
          CONTROL,
          UNREACHABLE,
          REPEATED,
          FREQUENCY_CAPPED,
          CAPPED,
          DISCARDED,
          EXPIRED,
          COLLAPSED,
          LAPSED,
          ABORTED ->
          Ink.KEPT;
    };
  }

  private static String means(Verdict verdict) {
    return switch (verdict) {
      case SUPPRESSED -> "opted out, or on the account’s list";
      case SYSTEM_CONTROL -> "held back by the account";
      case CONTROL -> "held back to compare";
      case UNREACHABLE -> "no id to send to, or a double";
      case REPEATED -> "reached by an earlier run";
      case FREQUENCY_CAPPED -> "had enough messages";
      case CAPPED -> "over the campaign’s cap";
      case REFUSED -> "a guard said no";
      case DISCARDED -> "quiet hours, or time passed";
      case EXPIRED -> "cut-off before their turn";
      case COLLAPSED -> "a later trigger took the place";
      case WAITING -> "due at a later window";
      case PENDING -> "due, not sent yet";
      case LAPSED -> "conditions did not hold any more";
      case ABORTED -> "dropped by the template";
      case INVALID -> "a message that would be dropped";
      case REJECTED -> "refused by the Segment API";
      case ACCEPTED -> "sent, and answered 2xx";
    };
  }

  private static Words sum(RunReport run, long missing) {
    if (run.audience().qualified() == null) {
      return Words.of("The audience is not known.");
    }
    if (missing != 0) {
      return Words.of(
          missing > 0
              ? "They do not add up: {} of those who qualified have no end."
              : "They do not add up: {} more have an end than qualified.",
          Math.abs(missing));
    }
    var words = Words.of("Everyone who qualified ends at one gate: {} =", run.qualified());
    var plus = " ";
    for (var verdict : Verdict.values()) {
      if (run.users(verdict) > 0) {
        words =
            words.and(
                Words.of(plus + "{} {}", run.users(verdict), verdict.key().replace('_', ' ')));
        plus = " + ";
      }
    }
    return words.and(run.qualified() == 0 ? Words.of(" {}.", 0L) : Words.of("."));
  }

  private static List<Guard> guards(RunReport run) {
    var answers = run.guards().answers();
    var refused = run.status().is(RunStatus.REFUSED);
    var refusing = GuardAnswer.refusing(answers, run.guards().override() != null);
    return answers.stream()
        .map(answer -> {
          var refuses = refused && refusing.contains(answer);
          return new Guard(answer.guard().key(), allows(answer), says(answer, refuses), refuses);
        })
        .toList();
  }

  private static String says(GuardAnswer answer, boolean refuses) {
    return answer.holds() ? "holds" : refuses ? "refused the run" : "does not hold, overridden";
  }

  private static Words allows(GuardAnswer answer) {
    var least = answer.allowed().least();
    var most = answer.allowed().most();
    var usual = answer.usual();
    var median = usual == null ? null : usual.median();
    if (answer.lacksApproval() || most == null) {
      return Words.of("{}", answer.allowedInWords());
    }
    var range = Words.of("{} to {}", least == null ? Long.valueOf(0) : least, most);
    return usual == null || median == null
        ? range
        : range.and(Words.of(" (median {} of {} runs)", number(median), usual.runs()));
  }

  /** A median may lie between two numbers. */
  private static Object number(BigDecimal median) {
    return median.scale() <= 0 ? median.longValue() : median.toPlainString();
  }
}
