/** Profiles and events, read from files into the source tables. */
@NullMarked
package dev.muster.intake;

import org.jspecify.annotations.NullMarked;
