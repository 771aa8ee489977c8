/** Conditions on users and their events, and how they become one question to a source. */
@NullMarked
package dev.muster.audience;

import org.jspecify.annotations.NullMarked;
