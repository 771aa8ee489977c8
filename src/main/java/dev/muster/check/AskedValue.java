package dev.muster.check;

import dev.muster.audience.WantedValue;
import dev.muster.campaign.ValueTest;
import dev.muster.source.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A type that values are asked to have.
 *
 * @param excluded whether those that have it are left out: then values of other types do no harm,
 *     as long as there are some that can be left out
 */
record AskedValue(WantedValue type, boolean excluded) {
  /** What sums, averages and the like take. */
  static final AskedValue NUMBER = new AskedValue(WantedValue.NUMBER, false);

  /** What a test wants, and what it leaves out; nothing of what does not depend on types. */
  static List<AskedValue> by(ValueTest test) {
    var asked = new ArrayList<AskedValue>();
    WantedValue.of(test).ifPresent(type -> asked.add(new AskedValue(type, false)));
    WantedValue.excludedBy(test).ifPresent(type -> asked.add(new AskedValue(type, true)));
    return asked;
  }

  /** Whether values of these kinds, all that there are, will do. */
  boolean isMetBy(Set<ValueKind> kinds) {
    return excluded
        ? kinds.isEmpty() || kinds.stream().anyMatch(type::takes)
        : kinds.stream().allMatch(type::takes);
  }
}
