package dev.muster.campaign;

import java.util.Optional;

/** Finds what is wrong with a template before anything is sent. */
@FunctionalInterface
public interface TemplateCheck {

  /**
   * What is wrong with the template, in one line for the user, or empty when it is right.
   *
   * @param template a text under {@code what.properties}
   * @param live whether the campaign is a live one, whose templates have {@code event}
   */
  Optional<String> faultOf(String template, boolean live);
}
