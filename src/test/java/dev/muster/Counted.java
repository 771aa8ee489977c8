package dev.muster;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Thousands of things in whatever order: to compare them one by one takes longer than the test. */
public final class Counted {
  private Counted() {}

  /** How often each is there. */
  public static <T> Map<T, Long> of(Collection<T> things) {
    return things.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
