package dev.muster.intake;

import org.jspecify.annotations.Nullable;

/** What a row says of one column, as JSON Merge Patch (RFC 7396) has it. */
sealed interface Change<T> {

  /** Nothing: the row has no such column. */
  record Keep<T>() implements Change<T> {}

  /** The column is there and empty, or null. */
  record Clear<T>() implements Change<T> {}

  /** This is what it holds from now on. */
  record To<T>(T value) implements Change<T> {}

  /** What both say, the later one of which counts. */
  default Change<T> then(Change<T> later) {
    return later.keeps() ? this : later;
  }

  /** The same, but that nothing is said of nothing. */
  default Change<T> orClear() {
    return keeps() ? new Clear<>() : this;
  }

  default boolean keeps() {
    return this instanceof Keep;
  }

  /** The value, or null where it says nothing or clears. */
  default @Nullable T value() {
    return appliedTo(null);
  }

  /** What becomes of a column that held this, null for nothing. */
  default @Nullable T appliedTo(@Nullable T before) {
    return switch (this) {
      case Keep<T> _ -> before;
      case Clear<T> _ -> null;
      case To<T>(var value) -> value;
    };
  }
}
