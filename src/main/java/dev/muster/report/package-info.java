/** A run as a person reads it. */
@NullMarked
package dev.muster.report;

import org.jspecify.annotations.NullMarked;
