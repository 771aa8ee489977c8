package dev.muster.store;

import dev.muster.gate.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the users of a run ended, counted from the tables.
 *
 * @param qualified how many the audience's query found, or null while that is not known
 * @param verdicts how many ended where; all of them, zeros included
 */
public record Accounting(@Nullable Long qualified, Map<Verdict, Long> verdicts) {
  public Accounting {
    var copy = new EnumMap<Verdict, Long>(Verdict.class);
    copy.putAll(verdicts);
    verdicts = Collections.unmodifiableMap(copy);
  }

  /** Where a run's members ended so far. All of a refused run count as refused. */
  public static Accounting of(Store store, Run run) {
    return of(run, store.results().users(run));
  }

  /** The same of a run whose worker is not gone, as {@link RunResults#usersByNow} has it. */
  public static Accounting byNow(Store store, Run run) {
    return of(run, store.results().usersByNow(run));
  }

  private static Accounting of(Run run, Map<Verdict, Long> found) {
    var counts = new EnumMap<Verdict, Long>(Verdict.class);
    for (var verdict : Verdict.values()) {
      counts.put(verdict, 0L);
    }
    if (run.status() == RunStatus.REFUSED) {
      counts.put(Verdict.REFUSED, sum(found));
    } else {
      counts.putAll(found);
    }
    return new Accounting(run.qualified(), counts);
  }

  /** These and those. */
  public Accounting and(Accounting more) {
    var both = new EnumMap<Verdict, Long>(Verdict.class);
    both.putAll(verdicts);
    more.verdicts.forEach((verdict, users) -> both.merge(verdict, users, Long::sum));
    return new Accounting(sum(qualified, more.qualified), both);
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : Long.valueOf(one + other);
  }

  /** How many users have that end. */
  public long count(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }

  private static long sum(Map<Verdict, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
