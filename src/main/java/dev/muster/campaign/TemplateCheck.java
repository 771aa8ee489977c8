package dev.muster.campaign;

import java.util.Optional;

/** Finds what is wrong with a template before anything is sent. */
@FunctionalInterface
public interface TemplateCheck {

  /**
   * What is wrong with the template, in one line for the user, or empty when it is right.
   *
   * @param template a text under {@code what.properties}
   */
  Optional<String> faultOf(String template);
}
