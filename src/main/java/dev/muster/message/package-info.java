/** Messages for the Segment API: templates, ids, and batches of legal size. */
@NullMarked
package dev.muster.message;

import org.jspecify.annotations.NullMarked;
