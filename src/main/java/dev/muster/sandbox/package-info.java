/** A local look-alike of the Segment API, with its limits and faults by script. */
@NullMarked
package dev.muster.sandbox;

import org.jspecify.annotations.NullMarked;
