package dev.muster.store;

import dev.muster.gate.Gate;
import dev.muster.gate.Verdict;
import java.util.Collection;
import java.util.List;

/**
 * Where members ended, as conditions of SQL on the columns of {@code muster_fate}. The words stand
 * in the text rather than in parameters: they are our own, and the database may plan for them.
 *
 * @param prefix what stands before a column's name: nothing, or the table's alias and a point
 */
record Verdicts(String prefix) {
  /** For statements in which the columns have no alias. */
  static final Verdicts PLAIN = new Verdicts("");

  static final String PENDING = is(Verdict.PENDING);
  static final String WAITING = is(Verdict.WAITING);
  static final String ACCEPTED = is(Verdict.ACCEPTED);

  /** The columns of a table with that alias. */
  static Verdicts of(String alias) {
    return new Verdicts(alias + ".");
  }

  /** Such as {@code verdict = 'pending'}. */
  static String is(Verdict verdict) {
    return PLAIN.isOneOf(List.of(verdict));
  }

  /** Such as {@code verdict in ('pending', 'waiting')}. */
  static String isIn(Verdict... verdicts) {
    return PLAIN.isOneOf(List.of(verdicts));
  }

  /** Such as {@code 'pending'}. */
  static String word(Verdict verdict) {
    return "'" + verdict.key() + "'";
  }

  /** As {@link #is} and {@link #isIn}, for any number of at least one. */
  String isOneOf(Collection<Verdict> verdicts) {
    var words = verdicts.stream().map(Verdicts::word).toList();
    return prefix
        + "verdict "
        + (words.size() == 1
            ? "= " + words.getFirst()
            : "in (%s)".formatted(String.join(", ", words)));
  }

  /**
   * Whether none of the gates before that one has kept the member when they were closed.
   *
   * @param gate one behind {@link Gate#SUPPRESSED}
   */
  String cameAsFarAs(Gate gate) {
    var before = gate.verdictsBefore();
    var unlessLater = before.stream().filter(Verdict::isAskedAgain).toList();
    before.removeAll(unlessLater);
    return "(not %s and not (%s and %sdecided_at is null))"
        .formatted(isOneOf(before), isOneOf(unlessLater), prefix);
  }
}
