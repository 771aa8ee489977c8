/** The settings, the pool, and the program wired once: what a command or a page is given. */
@NullMarked
package dev.muster.app;

import org.jspecify.annotations.NullMarked;
