package dev.muster.campaign;

/** What is measured over a user's events: how often, or how much. */
public sealed interface Measure {

  /** {@code times}: the number of events. */
  record Times() implements Measure {}

  /** {@code sum} of a property's numbers, exact. */
  record Sum(String property) implements Measure {}

  /** {@code average} of a property's numbers; an event without a number counts as 0. */
  record Average(String property) implements Measure {}

  /** {@code minimum} of a property's numbers. */
  record Minimum(String property) implements Measure {}

  /** {@code maximum} of a property's numbers. */
  record Maximum(String property) implements Measure {}

  /** {@code distinct}: the number of a property's different scalar values, by type and value. */
  record Distinct(String property) implements Measure {}
}
