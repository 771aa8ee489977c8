package dev.muster.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A campaign in a list.
 *
 * @param status of its file, or null where none was named
 * @param last its latest run, or null
 * @param runs what its last runs have sent, the oldest first
 * @param next when it is planned for, or null
 */
record CampaignRow(
    String id,
    String name,
    @Nullable String status,
    @Nullable RunRow last,
    Columns runs,
    @Nullable Instant next) {}
