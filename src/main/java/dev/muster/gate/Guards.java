package dev.muster.gate;

import dev.muster.campaign.Cap;
import dev.muster.campaign.Who;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guards of a campaign. All of them are asked, in their order, before any other gate closes.
 *
 * @param earlier what its completed runs before this one came to, the latest first
 * @param approval whether it has to be approved, and is
 */
public record Guards(Who who, List<EarlierCount> earlier, ApprovalRule approval) {
  /** How far a run may be from what was approved, as a fraction. */
  private static final BigDecimal APPROVED_CHANGE = new BigDecimal("0.1");

  public Guards {
    earlier = List.copyOf(earlier);
  }

  /** What those that the campaign has say of a number of qualified users. */
  public List<GuardAnswer> asked(long qualified) {
    return Arrays.stream(Guard.values())
        .flatMap(guard -> answer(guard, qualified).stream())
        .toList();
  }

  private Optional<GuardAnswer> answer(Guard guard, long qualified) {
    var expect = who.expect();
    return switch (guard) {
      case ABORT_ABOVE ->
          who.cap() instanceof Cap.AbortAbove(var users)
              ? Optional.of(GuardAnswer.of(guard, new CountRange(0L, users), qualified))
              : Optional.empty();
      case BETWEEN ->
          expect == null || expect.least() == null || expect.most() == null
              ? Optional.empty()
              : Optional.of(
                  GuardAnswer.of(guard, new CountRange(expect.least(), expect.most()), qualified));
      case CHANGE_AT_MOST ->
          Optional.ofNullable(expect == null ? null : expect.changeAtMost())
              .map(change -> changeAtMost(change, qualified));
      case APPROVAL ->
          switch (approval) {
            case ApprovalRule.NotRequired() -> Optional.empty();
            case ApprovalRule.Missing() -> Optional.of(notApproved(qualified));
            case ApprovalRule.Given(var given) -> Optional.of(approved(given, qualified));
          };
    };
  }

  private GuardAnswer changeAtMost(BigDecimal change, long qualified) {
    var usual = UsualCount.of(earlier);
    return new GuardAnswer(
        Guard.CHANGE_AT_MOST, around(usual.median(), change), usual, null, qualified);
  }

  /** What the approval guard says of a number of users where somebody has approved. */
  public static GuardAnswer approved(Approval approval, long qualified) {
    var allowed = CountRange.around(BigDecimal.valueOf(approval.users()), APPROVED_CHANGE);
    return new GuardAnswer(Guard.APPROVAL, allowed, null, approval, qualified);
  }

  /** The same of a live campaign, whose approval is of its definition alone. */
  public static GuardAnswer approvedAsDefined(Approval approval, long qualified) {
    return new GuardAnswer(Guard.APPROVAL, CountRange.ANY, null, approval, qualified);
  }

  /** What it says where an approval is wanted, and there is none. */
  public static GuardAnswer notApproved(long qualified) {
    return GuardAnswer.of(Guard.APPROVAL, CountRange.NONE, qualified);
  }

  private static CountRange around(@Nullable BigDecimal median, BigDecimal change) {
    return median == null ? CountRange.ANY : CountRange.around(median, change);
  }
}
