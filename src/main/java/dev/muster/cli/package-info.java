/** The commands, one class each. */
@NullMarked
package dev.muster.cli;

import org.jspecify.annotations.NullMarked;
