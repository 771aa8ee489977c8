/** What a run would do, before there is one: everything that it does but sending. */
@NullMarked
package dev.muster.look;

import org.jspecify.annotations.NullMarked;
