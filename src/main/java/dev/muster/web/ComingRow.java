package dev.muster.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to come.
 *
 * @param what planned, or an opening
 * @param users how many are due then; null of what is planned, as nobody knows
 */
record ComingRow(Instant at, String name, String address, String what, @Nullable Long users) {}
