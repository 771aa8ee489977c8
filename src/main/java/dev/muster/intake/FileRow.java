package dev.muster.intake;

/**
 * Where a row stands and what stands there, for whoever has to put it aside.
 *
 * @param line where it begins; the first line is 1
 * @param raw as it stands in the file
 */
record FileRow(long line, String raw) {}
