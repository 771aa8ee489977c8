package dev.muster.message;

import dev.muster.campaign.file.NearMiss;
import java.util.List;
import java.util.regex.Pattern;

/** What other template languages write, and what Liquid has in its place. */
final class OtherLanguages {
  private record Remedy(Pattern written, String inLiquid) {
    Remedy(String written, String inLiquid) {
      this(Pattern.compile(written), inLiquid);
    }
  }

  /** The first that fits is told. */
  private static final List<Remedy> REMEDIES =
      List.of(
          new Remedy("\\{%[^%]*&&", "and in place of &&"),
          new Remedy("\\{%[^%]*\\|\\|", "or in place of ||"),
          new Remedy("\\{%-?\\s*(else\\s+if|elseif)\\b", "elsif in place of else if"),
          new Remedy(
              "\\{%[^%]*\\b(if|and|or|unless)\\s*(not\\s|!(?!=))",
              "{% unless … %}, or == false, in place of not"),
          new Remedy("\\{%-?\\s*(els)?if[^%]*[^=!<>]=[^=]", "== to compare"),
          new Remedy(
              "\\{\\{[~-]?\\s*([#/^]|(if|unless|else|each|end|endif|for)\\b)",
              "tags in {% … %}, as in {% if profile.vip %}…{% endif %}"),
          new Remedy("\\{\\{[^}]*\\|\\|", "| default: 'there' in place of ||"),
          new Remedy("\\{\\{[^}]*\\?\\?", "| default: 'there' in place of ??"),
          new Remedy("\\{\\{[^}]*\\sor\\s", "| default: 'there' in place of or"),
          new Remedy(
              "\\{\\{[^}]*\\?[^}]*:", "{% if … %}…{% else %}…{% endif %} in place of ? and :"),
          new Remedy("\\|\\s*\\w+\\s*\\(", "a colon before what a filter takes: default: 'there'"),
          new Remedy(
              "\\|\\s*\\w+\\s+[\\w'\"]", "a colon before what a filter takes: default: 'there'"),
          new Remedy("\\|\\s*\\w+\\s*:\\s*}}", "what the filter takes: default: 'there'"),
          new Remedy(
              "\\{\\{-?\\s*[.$&=>@%!]",
              "the name without a sign before it, {{ profile.first_name }}"),
          new Remedy(
              "\\{\\{[^}]*[\\w\\]]\\s*[+*/]\\s*[\\w]|\\{\\{[^}]*[\\w\\]]\\s+-\\s+\\w",
              "a filter in place of a sign: | plus: 1, minus, times, divided_by"),
          new Remedy(
              "\\{\\{-?\\s*profile\\.\\w+[ -]\\w+",
              "a name with a blank or hyphen in quotes: profile['first name']"));

  private static final List<String> TAGS =
      List.of(
          "if",
          "elsif",
          "else",
          "endif",
          "unless",
          "endunless",
          "case",
          "when",
          "endcase",
          "for",
          "endfor",
          "assign",
          "capture",
          "endcapture",
          "comment",
          "endcomment",
          "raw",
          "endraw",
          "abort");

  private OtherLanguages() {}

  /** The end of a message about a text that is no Liquid. */
  static String remedy(String text) {
    return REMEDIES.stream()
        .filter(remedy -> remedy.written().matcher(text).find())
        .map(remedy -> "; write " + remedy.inLiquid())
        .findFirst()
        .orElse("");
  }

  /**
   * The end of a message about a tag that there is not.
   *
   * @param quoted its name in quotes
   */
  static String tag(String quoted) {
    return NearMiss.guess(quoted.replace("'", ""), TAGS).map(NearMiss::question).orElse("");
  }
}
