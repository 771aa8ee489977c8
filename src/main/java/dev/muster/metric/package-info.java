/** What programs watch of campaigns' latest runs, and how it is handed to them. */
@NullMarked
package dev.muster.metric;

import org.jspecify.annotations.NullMarked;
