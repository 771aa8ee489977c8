package dev.muster.audience;

/**
 * Where the user ids of the CSV lists are that an audience names: in {@code muster_run_list}, under
 * the run's id and the path as the campaign file writes it.
 *
 * @param runId the id of the run that has stored them
 */
public record ListSource(long runId) {}
