package dev.muster.demo;

/** Lines that are made up one after the other. */
@FunctionalInterface
interface Lines {

  /** Appends some more lines, perhaps none; false when there are no more at all. */
  boolean append(StringBuilder out);
}
