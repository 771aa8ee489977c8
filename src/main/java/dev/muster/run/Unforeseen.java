package dev.muster.run;

import dev.muster.store.Causes;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An exception that nobody foresaw, as it may be shown: what it is and where it came from. Its
 * message may quote whatever was at hand, a user's data or a secret, and is left out.
 */
public record Unforeseen(Throwable thrown) {
  private static final int PLACES = 20;

  /** One line: the cause of all. */
  public String line() {
    var first = Causes.of(thrown).reduce((outer, inner) -> inner).orElse(thrown);
    var places = first.getStackTrace();
    return first.getClass().getSimpleName() + (places.length == 0 ? "" : " at " + places[0]);
  }

  /** Several lines: every cause with the calls that led to it. */
  public String trace() {
    return Causes.of(thrown).map(Unforeseen::trace).collect(Collectors.joining("\ncaused by "));
  }

  private static String trace(Throwable cause) {
    return Stream.concat(
            Stream.of(cause.getClass().getName()),
            Arrays.stream(cause.getStackTrace()).limit(PLACES).map(place -> "\tat " + place))
        .collect(Collectors.joining("\n"));
  }
}
