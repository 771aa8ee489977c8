/** Rows on their way into a table of PostgreSQL, whosever they are. */
@NullMarked
package dev.muster.copy;

import org.jspecify.annotations.NullMarked;
