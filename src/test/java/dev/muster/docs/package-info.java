/** README and the pages under {@code docs}, held to what the program is. */
@NullMarked
package dev.muster.docs;

import org.jspecify.annotations.NullMarked;
