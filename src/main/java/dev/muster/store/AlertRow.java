package dev.muster.store;

/** The key of an alert's row. */
public record AlertRow(long value) {}
