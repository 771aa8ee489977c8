package dev.muster.campaign.file;

import dev.muster.campaign.Campaign;
import java.util.Optional;

/** Finds what is wrong with what is sent before anything is. */
@FunctionalInterface
public interface TemplateCheck {

  /**
   * What is wrong with the template, in one line for the user, or empty when it is right.
   *
   * @param template a text under {@code what.properties}
   * @param live whether the campaign is a live one, whose templates have {@code event}
   */
  Optional<String> faultOf(String template, boolean live);

  /**
   * Why nobody can get a message of the campaign, such as one that is too large by itself, in one
   * line; or empty.
   *
   * @param campaign that has no faults otherwise
   */
  default Optional<String> faultForEverybody(Campaign campaign) {
    return Optional.empty();
  }
}
