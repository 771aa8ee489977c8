/** A run as a Spring Batch job: its steps, checkpoints, lock and recovery. */
@NullMarked
package dev.muster.run;

import org.jspecify.annotations.NullMarked;
