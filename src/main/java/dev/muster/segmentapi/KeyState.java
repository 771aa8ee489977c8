package dev.muster.segmentapi;

import org.jspecify.annotations.Nullable;

/** What is known of a write key. */
public sealed interface KeyState {

  /**
   * It names a source.
   *
   * @param host where that source's messages are to go, such as {@code api.segment.io/v1}, or null
   *     when it is not said
   */
  record Known(@Nullable String host) implements KeyState {}

  /**
   * It names none.
   *
   * @param host who says so: no settings of it are known there
   */
  record Unknown(String host) implements KeyState {}

  /**
   * It cannot be known: a page of HTML came where its settings were asked for.
   *
   * @param host who was asked
   */
  record SomebodyElse(String host) implements KeyState {}

  /** It cannot be known. */
  record Untold(String why) implements KeyState {}
}
