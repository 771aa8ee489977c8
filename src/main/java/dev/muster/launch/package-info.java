/** What a launch works on: unfinished, due, missed and awaited runs; its answers are values. */
@NullMarked
package dev.muster.launch;

import org.jspecify.annotations.NullMarked;
