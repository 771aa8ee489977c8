package dev.muster.source.postgresql;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.source.Clause;
import dev.muster.source.ExactJson;
import dev.muster.source.Storable;
import java.util.List;
import java.util.Optional;

/**
 * The commonest tests in fewer words than {@link PostgresTests} has for all. They are functions
 * rather than the operators that stand for them, because PostgreSQL expects a third of the rows of
 * a function and a hundredth or less of an operator: a third each is nearer to what attributes such
 * as a plan or a country do, and several tests together must not be expected to leave a single
 * user, for whom all events would then be gone through.
 */
final class PostgresShortcuts {
  private static final int FEW = 8;

  private PostgresShortcuts() {}

  static Optional<Clause> holds(List<Operator> operators, boolean ignoreCase, Clause json) {
    if (operators.size() > 1 || ignoreCase) {
      return Optional.empty();
    }
    return switch (operators.getFirst()) {
      case Operator.Is is -> Optional.of(isOneOf(List.of(is.value()), json));
      case Operator.In in when in.values().size() <= FEW -> Optional.of(isOneOf(in.values(), json));
      default -> Optional.empty();
    };
  }

  private static Clause isOneOf(List<Scalar> values, Clause json) {
    return values.stream().allMatch(Scalar.Text.class::isInstance)
        ? isOneOfTexts(
            values.stream()
                .map(value -> ((Scalar.Text) value).value())
                .filter(Storable::text)
                .toList(),
            json)
        : Clause.any(values.stream().map(value -> contains(value, json)).toList());
  }

  /** A text has itself for a key, a list its texts; but an object what is not meant. */
  private static Clause isOneOfTexts(List<String> texts, Clause json) {
    var has =
        switch (texts.size()) {
          case 0 -> Clause.FALSE;
          case 1 -> sql("jsonb_exists(?, cast(? as text))", json, texts.getFirst());
          default -> sql("jsonb_exists_any(?, cast(? as text[]))", json, texts);
        };
    return Clause.all(has, sql("textne(jsonb_typeof(?), 'object')", json));
  }

  /** A list contains its items, and a scalar itself. */
  private static Clause contains(Scalar value, Clause json) {
    return switch (value) {
      case Scalar.Text text ->
          Storable.text(text.value())
              ? contains(ExactJson.MAPPER.writeValueAsString(text.value()), json)
              : Clause.FALSE;
      case Scalar.Numeric number -> contains(number.value().toString(), json);
      case Scalar.Bool bool -> contains("" + bool.value(), json);
    };
  }

  private static Clause contains(String written, Clause json) {
    return sql("jsonb_contains(?, cast(? as jsonb))", json, written);
  }
}
