package dev.muster.audience;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@link dev.muster.source.h2.H2Functions} by the name under which the schema of
 * databases of H2 knows them, which stays as it is.
 */
public final class H2Functions {
  private H2Functions() {}

  /** {@code muster_holds}. */
  public static boolean holds(@Nullable String json, String tests) {
    return dev.muster.source.h2.H2Functions.holds(json, tests);
  }

  /** {@code muster_text_holds}. */
  public static boolean textHolds(@Nullable String text, String test) {
    return dev.muster.source.h2.H2Functions.textHolds(text, test);
  }

  /** {@code muster_number}. */
  public static @Nullable BigDecimal number(@Nullable String json, String name) {
    return dev.muster.source.h2.H2Functions.number(json, name);
  }

  /** {@code muster_scalar}. */
  public static @Nullable String scalar(@Nullable String json, String name) {
    return dev.muster.source.h2.H2Functions.scalar(json, name);
  }

  /** {@code muster_id}. */
  public static @Nullable String id(@Nullable String json, String name) {
    return dev.muster.source.h2.H2Functions.id(json, name);
  }

  /** {@code muster_times}. */
  public static @Nullable BigDecimal times(BigDecimal number, @Nullable Long count) {
    return dev.muster.source.h2.H2Functions.times(number, count);
  }

  /** {@code muster_first_after}. */
  public static @Nullable OffsetDateTime firstAfter(
      OffsetDateTime @Nullable [] instants, @Nullable OffsetDateTime instant) {
    return dev.muster.source.h2.H2Functions.firstAfter(instants, instant);
  }
}
