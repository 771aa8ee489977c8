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
 */
public record Guards(Who who, List<EarlierCount> earlier) {
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
              ? Optional.of(new GuardAnswer(guard, new CountRange(0L, users), null, qualified))
              : Optional.empty();
      case BETWEEN ->
          expect == null || expect.least() == null || expect.most() == null
              ? Optional.empty()
              : Optional.of(
                  new GuardAnswer(
                      guard, new CountRange(expect.least(), expect.most()), null, qualified));
      case CHANGE_AT_MOST ->
          Optional.ofNullable(expect == null ? null : expect.changeAtMost())
              .map(change -> changeAtMost(change, qualified));
    };
  }

  private GuardAnswer changeAtMost(BigDecimal change, long qualified) {
    var usual = UsualCount.of(earlier);
    return new GuardAnswer(Guard.CHANGE_AT_MOST, around(usual.median(), change), usual, qualified);
  }

  private static CountRange around(@Nullable BigDecimal median, BigDecimal change) {
    return median == null ? CountRange.ANY : CountRange.around(median, change);
  }
}
