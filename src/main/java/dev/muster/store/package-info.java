/** Runs, their members, requests and rejections, in the database. */
@NullMarked
package dev.muster.store;

import org.jspecify.annotations.NullMarked;
