/** The life of a run: planned, its audience frozen, worked on, retried, abandoned, pruned. */
@NullMarked
package dev.muster.run;

import org.jspecify.annotations.NullMarked;
