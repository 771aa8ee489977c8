package dev.muster.audience;

import dev.muster.campaign.RunKey;

/**
 * Where the user ids of the CSV lists are that an audience names: in {@code muster_run_list}, under
 * the run's key and the path as the campaign file writes it.
 *
 * @param run the run that has stored them
 */
public record ListSource(RunKey run) {}
