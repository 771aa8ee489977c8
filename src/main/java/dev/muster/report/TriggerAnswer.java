package dev.muster.report;

import dev.muster.campaign.TriggeringEvent;
import dev.muster.gate.Verdict;
import dev.muster.store.MemberFacts;
import dev.muster.store.TriggerFates;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event that could trigger a live campaign.
 *
 * @param instant when it triggers
 * @param end the key of a verdict, or of {@link End}
 * @param said the same in words
 * @param fate where it is a member of a run, or null
 */
public record TriggerAnswer(
    TriggeringEvent event,
    Instant instant,
    String end,
    String said,
    TriggerFates.@Nullable Fate fate) {

  /** Why an event is no member of a run. */
  public enum End {
    /** It lies before the campaign's start. */
    BEFORE_START("lies before the campaign's start"),
    /** It lies at the campaign's end or behind it. */
    AFTER_END("lies at or after the campaign's end"),
    /** No launch has come since its moment. */
    TO_COME("waits for a launch: its moment had not come at the last one"),
    /** What {@code then_not} names has followed. */
    FOLLOWED("triggered nothing: what 'then_not' names came in time"),
    /** Its user has no profile yet. */
    AWAITING_PROFILE("waits for a profile of its user"),
    /** Its user had no profile in time. */
    NO_PROFILE("came to nothing: its user has no profile"),
    /** Its user has opted out, or the audience does not hold. */
    NOT_QUALIFIED("did not qualify: the user has opted out, or 'audience' did not hold"),
    /** It arrived too late. */
    TOO_LATE("arrived too late ('late')"),
    /** Of what is known now, it would have been taken up. */
    NOT_KNOWN(
        "is in no run, though it would qualify by what is known now: its run was pruned, it arrived"
            + " too late, the campaign was another one then, or the data have changed since");

    private final String said;

    End(String said) {
      this.said = said;
    }

    /** Its name in reports. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** That of one that is no member. */
  static TriggerAnswer of(TriggeringEvent event, Instant instant, End end) {
    return new TriggerAnswer(event, instant, end.key(), end.said, null);
  }

  /** That of a member. */
  static TriggerAnswer of(TriggerFates.Fate fate) {
    return new TriggerAnswer(fate.event(), fate.instant(), fate.verdict().key(), said(fate), fate);
  }

  private static String said(TriggerFates.Fate fate) {
    return switch (fate.verdict()) {
      case ACCEPTED -> "was sent to: accepted at " + fate.decidedAt();
      case REJECTED -> "was rejected by the Segment API" + inWords(fate.refusal());
      case WAITING -> "waits, and is due at " + fate.dueAt();
      case PENDING -> "is due since %s, and not sent yet".formatted(fate.dueAt());
      case INVALID,
          ABORTED,
          LAPSED,
          SUPPRESSED,
          SYSTEM_CONTROL,
          CONTROL,
          UNREACHABLE,
          REPEATED,
          FREQUENCY_CAPPED,
          CAPPED,
          REFUSED,
          DISCARDED,
          EXPIRED,
          COLLAPSED ->
          "was not sent to: " + why(fate.verdict(), fate.refusal());
    };
  }

  private static String inWords(Optional<MemberFacts.Refusal> refusal) {
    return refusal.map(of -> ": %s (%s)".formatted(of.code(), of.reason())).orElse("");
  }

  /**
   * Why one is not sent to.
   *
   * @param verdict where it ended, not in front of the receiver
   * @param refusal the reason where one is kept
   */
  public static String why(Verdict verdict, Optional<MemberFacts.Refusal> refusal) {
    return switch (verdict) {
      case INVALID -> "its message was invalid" + inWords(refusal);
      case ABORTED -> "dropped by the template ({% abort %})";
      case LAPSED -> "'recheck' did not hold at the moment of sending";
      case SUPPRESSED -> "on the suppression list, or opted out";
      case SYSTEM_CONTROL -> "in the account's control group";
      case CONTROL -> "in the campaign's control group";
      case UNREACHABLE -> "no id for the receiver";
      case REPEATED -> "an earlier trigger of the user counts ('again')";
      case FREQUENCY_CAPPED -> "over the account's frequency cap";
      case CAPPED -> "all places of the campaign's cap were given ('cap')";
      case REFUSED -> "the run was refused";
      case DISCARDED -> "due in do-not-disturb hours";
      case EXPIRED -> "not before its cut-off ('cut_off')";
      case COLLAPSED -> "a later trigger of the user waited with it ('collapse')";
      case ACCEPTED, REJECTED, WAITING, PENDING ->
          throw new IllegalArgumentException("nothing has kept one that is " + verdict.key());
    };
  }
}
