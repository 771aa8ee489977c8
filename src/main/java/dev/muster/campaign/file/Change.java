package dev.muster.campaign.file;

import org.jspecify.annotations.Nullable;

/**
 * A key of a campaign's files that has not the same value in two of their versions.
 *
 * @param key in full, as faults name it; in another file than the campaign's, behind its path
 * @param before its value in one line, or null where it was not there
 * @param after likewise, or null where it is not there any more
 */
public record Change(String key, @Nullable String before, @Nullable String after) {}
