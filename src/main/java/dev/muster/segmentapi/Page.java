package dev.muster.segmentapi;

import java.util.Set;
import java.util.regex.Pattern;

/** A page of HTML, which a proxy or a portal gives where something else was asked for. */
final class Page {
  private static final Pattern TAG =
      Pattern.compile(
          "<(?:!doctype\\s+html|(?:html|head|body|title|meta|script|frameset)[\\s/>])",
          Pattern.CASE_INSENSITIVE);

  private static final Set<Integer> REFUSALS = Set.of(400, 422);

  private Page() {}

  /** Whether a status refuses messages for what they are: with a page, somebody else said it. */
  static boolean wouldRefuse(int status) {
    return REFUSALS.contains(status);
  }

  /**
   * Whether the body of an answer is one.
   *
   * @param body its beginning, the page's head at least
   */
  static boolean is(String body) {
    var text = (body.startsWith("\uFEFF") ? body.substring(1) : body).strip();
    return text.startsWith("<") && TAG.matcher(text).find();
  }
}
