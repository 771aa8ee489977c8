/** The Spring Batch job that works a run off: clear, qualify, gates, open, deliver, account. */
@NullMarked
package dev.muster.run.job;

import org.jspecify.annotations.NullMarked;
