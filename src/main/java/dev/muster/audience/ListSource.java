package dev.muster.audience;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the user ids of the CSV lists are that an audience names. */
public sealed interface ListSource {

  /**
   * In {@code muster_run_list}, beside profiles and events, under the run's key and the path as the
   * campaign file writes it.
   *
   * @param run the run that has stored them
   */
  record Beside(RunKey run) implements ListSource {}

  /**
   * In another database than profiles and events: they go along with the question.
   *
   * @param ids looks them up
   */
  record GoingAlong(Ids ids) implements ListSource {}

  /** The user ids of lists. */
  @FunctionalInterface
  interface Ids {
    /**
     * Those of one list, each once.
     *
     * @param path as the campaign file writes it
     * @param only the user who is asked about, or null for all
     */
    List<String> of(String path, @Nullable UserId only);
  }
}
