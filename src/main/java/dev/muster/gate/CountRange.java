package dev.muster.gate;

import static java.math.RoundingMode.CEILING;
import static java.math.RoundingMode.FLOOR;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A range of numbers of users, ends included.
 *
 * @param least its lower end, or null where it has none
 * @param most its upper end, or null where it has none
 */
public record CountRange(@Nullable Long least, @Nullable Long most) {
  /** Every number. */
  public static final CountRange ANY = new CountRange(null, null);

  /** No number at all, not even 0. */
  public static final CountRange NONE = new CountRange(null, -1L);

  /** Fewer users than this are no change, however few are usual. */
  private static final BigDecimal NOTHING = BigDecimal.valueOf(100);

  public CountRange {
    if (least != null && most != null && least > most) {
      throw new IllegalArgumentException("a reversed range from %d to %d".formatted(least, most));
    }
  }

  /**
   * The whole numbers q, 0 or more, with {@code |q − middle| ≤ change × middle} or {@code |q −
   * middle| < 100}.
   *
   * @param change as a fraction (0.3 for 30 %)
   */
  public static CountRange around(BigDecimal middle, BigDecimal change) {
    var allowed = change.multiply(middle);
    var lowest =
        middle
            .subtract(allowed)
            .setScale(0, CEILING)
            .min(middle.subtract(NOTHING).setScale(0, FLOOR).add(BigDecimal.ONE));
    var highest =
        middle
            .add(allowed)
            .setScale(0, FLOOR)
            .max(middle.add(NOTHING).setScale(0, CEILING).subtract(BigDecimal.ONE));
    return new CountRange(lowest.max(BigDecimal.ZERO).longValueExact(), highest.longValueExact());
  }

  /** Whether a number is in it. */
  public boolean contains(long users) {
    return (least == null || users >= least) && (most == null || users <= most);
  }
}
