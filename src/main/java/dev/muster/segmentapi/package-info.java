/** The Segment API over HTTP: requests, retries, pauses, pace and their outcome. */
@NullMarked
package dev.muster.segmentapi;

import org.jspecify.annotations.NullMarked;
