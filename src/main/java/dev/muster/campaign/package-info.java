/** A campaign as values: who gets it, what they get and when. */
@NullMarked
package dev.muster.campaign;

import org.jspecify.annotations.NullMarked;
