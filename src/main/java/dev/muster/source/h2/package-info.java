/** Profiles and events in H2. */
@NullMarked
package dev.muster.source.h2;

import org.jspecify.annotations.NullMarked;
