/** What runs have brought about: reached users held against the control group's. */
@NullMarked
package dev.muster.goal;

import org.jspecify.annotations.NullMarked;
