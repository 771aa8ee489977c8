package dev.muster.store;

import dev.muster.campaign.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A change of a run's state that was written down.
 *
 * @param from the state that the run left, or null when nothing was written down of it before
 */
public record Transition(RunId run, @Nullable RunState from, RunState to) {}
