/** What may keep a qualified user from being sent to: small rules, and the ordered list of them. */
@NullMarked
package dev.muster.gate;

import org.jspecify.annotations.NullMarked;
