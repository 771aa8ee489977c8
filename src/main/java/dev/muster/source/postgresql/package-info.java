/** Profiles and events in PostgreSQL. */
@NullMarked
package dev.muster.source.postgresql;

import org.jspecify.annotations.NullMarked;
