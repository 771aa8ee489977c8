package dev.muster.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A piece of SQL with what stands for each of its {@code ?}. */
public record Clause(String text, List<Object> parameters) {
  public static final Clause TRUE = sql("true");
  public static final Clause FALSE = sql("false");

  public Clause {
    parameters = List.copyOf(parameters);
  }

  /**
   * A piece of SQL; each {@code ?} is the next argument, which is put in its place when it is a
   * piece itself, and bound otherwise.
   */
  public static Clause sql(String template, Object... arguments) {
    var text = new StringBuilder();
    var parameters = new ArrayList<Object>();
    int from = 0;
    for (var argument : arguments) {
      int at = template.indexOf('?', from);
      text.append(template, from, at);
      if (argument instanceof Clause piece) {
        text.append(piece.text);
        parameters.addAll(piece.parameters);
      } else {
        text.append('?');
        parameters.add(argument);
      }
      from = at + 1;
    }
    return new Clause(text.append(template, from, template.length()).toString(), parameters);
  }

  public static Clause join(String separator, Collection<Clause> pieces) {
    return new Clause(
        pieces.stream().map(Clause::text).collect(Collectors.joining(separator)),
        pieces.stream().flatMap(piece -> piece.parameters.stream()).toList());
  }

  /** All of them; none are true. */
  public static Clause all(Collection<Clause> pieces) {
    var needed = pieces.stream().filter(piece -> !piece.equals(TRUE)).distinct().toList();
    return needed.isEmpty() ? TRUE : needed.contains(FALSE) ? FALSE : joined(" and ", needed);
  }

  public static Clause all(Clause... pieces) {
    return all(Arrays.asList(pieces));
  }

  /** At least one of them; none are false. */
  public static Clause any(Collection<Clause> pieces) {
    var needed = pieces.stream().filter(piece -> !piece.equals(FALSE)).distinct().toList();
    return needed.isEmpty() ? FALSE : needed.contains(TRUE) ? TRUE : joined(" or ", needed);
  }

  private static Clause joined(String separator, List<Clause> pieces) {
    return pieces.size() == 1
        ? pieces.getFirst()
        : join(separator, pieces.stream().map(Clause::inParentheses).toList());
  }

  private static Clause inParentheses(Clause piece) {
    return new Clause("(" + piece.text + ")", piece.parameters);
  }

  /** True where this one is false or unknown. */
  public Clause isNotTrue() {
    return equals(TRUE) ? FALSE : equals(FALSE) ? TRUE : sql("(?) is not true", this);
  }
}
