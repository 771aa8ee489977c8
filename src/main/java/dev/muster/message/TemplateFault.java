package dev.muster.message;

import java.util.regex.Pattern;
import liqp.exceptions.LiquidException;
import liqp.org.antlr.v4.runtime.ParserRuleContext;
import liqp.org.antlr.v4.runtime.RecognitionException;

/** Something is wrong with a template, whoever it is rendered for. */
final class TemplateFault extends Exception {
  private static final Pattern PARSER_SAYS = Pattern.compile("(?s)\\w+ error \"(.*)\" on line.*");
  private static final Pattern RANGE = Pattern.compile("\\{%-?\\s*for\\s[^%]*\\.\\.[^%]*%}");
  private static final String INVALID_TAG = "Invalid Tag: ";

  TemplateFault(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  static TemplateFault at(ParserRuleContext place, String message) {
    return at(place.start.getStartIndex(), message);
  }

  /** What Liquid's parser found in this text. */
  static TemplateFault of(LiquidException wrong, String text) {
    int place = placeOf(wrong, text);
    var said = PARSER_SAYS.matcher(String.valueOf(wrong.getMessage()));
    if (said.matches() && said.group(1).startsWith(INVALID_TAG)) {
      var tag = said.group(1).substring(INVALID_TAG.length());
      return at(place, "no tag is named " + tag + OtherLanguages.tag(tag));
    }
    if (place >= 0 && textFrom(place, text).startsWith("else") && RANGE.matcher(text).find()) {
      return at(
          place,
          "a loop over numbers such as (1..3) takes no {% else %}; put {% if %} around the loop");
    }
    return at(
        place,
        place >= text.codePointCount(0, text.length())
            ? "the template ends too early, a tag or {{ is not closed"
            : "this cannot be read as Liquid, expected something like"
                + " {{ profile.first_name | default: 'there' }}"
                + OtherLanguages.remedy(text));
  }

  private static String textFrom(int place, String text) {
    int characters = text.codePointCount(0, text.length());
    return text.substring(text.offsetByCodePoints(0, Math.min(place, characters)));
  }

  /** The parser's own columns are wrong after a line break. */
  private static int placeOf(LiquidException wrong, String text) {
    if (wrong.getCause() instanceof RecognitionException cause
        && cause.getOffendingToken() != null) {
      return cause.getOffendingToken().getStartIndex();
    }
    return text.contains("\n") ? -1 : wrong.charPositionInLine;
  }

  /**
   * @param place counted in characters from 0, negative when it is unknown
   */
  private static TemplateFault at(int place, String message) {
    var where = place < 0 ? "template: " : "template, character " + (place + 1) + ": ";
    return new TemplateFault(where + message);
  }
}
