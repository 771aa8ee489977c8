package dev.muster.source;

import javax.sql.DataSource;

/**
 * The database in which profiles and events lie; it is only read.
 *
 * @param pool its sessions
 * @param product what kind of database it is
 */
public record SourceDatabase(DataSource pool, Product product) {}
