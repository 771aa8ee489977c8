/** What an operator can know, and mend, before a run. */
@NullMarked
package dev.muster.check;

import org.jspecify.annotations.NullMarked;
