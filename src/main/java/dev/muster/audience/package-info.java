/** Conditions on users and their events, and how they become one SQL query for a database. */
@NullMarked
package dev.muster.audience;

import org.jspecify.annotations.NullMarked;
