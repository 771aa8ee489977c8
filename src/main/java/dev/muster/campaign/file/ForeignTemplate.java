package dev.muster.campaign.file;

import java.util.Optional;
import java.util.regex.Pattern;

/** Templates of other languages than Liquid: they are text like any other, and sent as such. */
final class ForeignTemplate {
  private static final Pattern THREE_BRACES = Pattern.compile("\\{\\{\\{.*?}}}", Pattern.DOTALL);

  /** What Liquid reads, by which the text around it is not judged. */
  private static final Pattern LIQUID = Pattern.compile("\\{\\{.*?}}|\\{%.*?%}", Pattern.DOTALL);

  private static final String NAME = "\\s*[\\p{L}_][\\p{L}\\p{N}_.]*\\s*";

  private static final Pattern OTHERS =
      Pattern.compile(
          String.join(
              "|",
              "[$#@%]\\{" + NAME + "}",
              "\\[\\[" + NAME + "]]",
              "%%" + NAME + "%%",
              "(?<![\\p{L}\\p{N}%])%[\\p{L}_][\\p{L}\\p{N}_.]*%(?![\\p{L}\\p{N}%])",
              "\\*\\|" + NAME + "\\|\\*",
              "<%=?.*?%>",
              "\\{\\s\\{" + NAME + "}\\s?}",
              "[{\\[]\\s*(?:profile|campaign|constant)\\." + NAME + "[}\\]]"),
          Pattern.DOTALL);

  private ForeignTemplate() {}

  /** What is doubtful about a text that has one in it, and what to write instead; or nothing. */
  static Optional<String> in(String text) {
    var braces = THREE_BRACES.matcher(text);
    if (braces.find()) {
      return Optional.of(
          "%s has three braces, of which Liquid reads two and sends the third; write {{ … }}"
              .formatted(Found.quoted(braces.group())));
    }
    var other = OTHERS.matcher(LIQUID.matcher(text).replaceAll(" "));
    return other.find()
        ? Optional.of(
            "%s is text, which is sent as it is; a template is Liquid, {{ profile.first_name }}"
                .formatted(Found.quoted(other.group())))
        : Optional.empty();
  }
}
