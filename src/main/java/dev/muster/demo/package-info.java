/**
 * A shop that does not exist: seeded customers and what they did, for the demo and the benchmark.
 */
@NullMarked
package dev.muster.demo;

import org.jspecify.annotations.NullMarked;
