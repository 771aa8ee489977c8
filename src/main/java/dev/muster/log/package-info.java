/** What is said to standard error: for people, or for programs that collect it. */
@NullMarked
package dev.muster.log;

import org.jspecify.annotations.NullMarked;
