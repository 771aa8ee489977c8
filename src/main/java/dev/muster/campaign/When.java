package dev.muster.campaign;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the campaign is sent.
 *
 * @param planning how planned times come about
 * @param timezone where its clock times are read, or null for the account's time zone
 */
public record When(Planning planning, @Nullable ZoneId timezone) {

  /** How planned times come about. */
  public sealed interface Planning {}

  /** {@code at: launch}: each launch is a run of its own. */
  public record AtLaunch() implements Planning {}

  /** {@code at}: one run at each of these. */
  public record AtTimes(List<Moment> moments) implements Planning {
    public AtTimes {
      moments = List.copyOf(moments);
    }
  }
}
