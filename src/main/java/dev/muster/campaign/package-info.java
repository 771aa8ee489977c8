/** A campaign: who gets it, what they get and when, and how a file is read as one. */
@NullMarked
package dev.muster.campaign;

import org.jspecify.annotations.NullMarked;
