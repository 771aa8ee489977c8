/** Planned instants, and the hours in which a user may be reached. */
@NullMarked
package dev.muster.schedule;

import org.jspecify.annotations.NullMarked;
