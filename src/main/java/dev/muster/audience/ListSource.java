package dev.muster.audience;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import java.util.List;
import java.util.Map;
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
   * In {@code muster_list_user}, beside profiles and events, once for all runs that have the same.
   *
   * @param lists their keys there, by the path as the campaign file writes it
   */
  record Shared(Map<String, Long> lists) implements ListSource {
    public Shared {
      lists = Map.copyOf(lists);
    }

    long key(String path) {
      return requireNonNull(lists.get(path), path);
    }
  }

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
     * @param only the users who are asked about, or null for all
     */
    List<String> of(String path, @Nullable List<UserId> only);
  }
}
