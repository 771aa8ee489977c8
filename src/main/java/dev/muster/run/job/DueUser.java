package dev.muster.run.job;

import dev.muster.source.Profiles.Profile;
import dev.muster.store.DueMember;
import org.jspecify.annotations.Nullable;

/**
 * A member who is due, with the profile as it is now.
 *
 * @param profile null when it is gone
 * @param lapsed whether the conditions of a live campaign do not hold any more
 */
record DueUser(DueMember member, @Nullable Profile profile, boolean lapsed) {}
