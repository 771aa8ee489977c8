package dev.muster.run.job;

import dev.muster.source.Profiles.Profile;
import dev.muster.store.DueMember;
import org.jspecify.annotations.Nullable;

/**
 * A member who is due, with the profile as it is now.
 *
 * @param profile null when it is gone
 */
record DueUser(DueMember member, @Nullable Profile profile) {}
