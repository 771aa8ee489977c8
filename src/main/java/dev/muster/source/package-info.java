/** Profiles and events, wherever they are: how a database is asked for them, and what it has. */
@NullMarked
package dev.muster.source;

import org.jspecify.annotations.NullMarked;
