package dev.muster.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** A kind of database that profiles and events can lie in: all that is done differently there. */
public interface Product {

  /**
   * How an audience is asked for.
   *
   * @param asOf the instant that relative dates are about
   * @param zone in which days begin
   */
  Dialect dialect(Instant asOf, ZoneId zone);

  /** What the database says of its own tables. */
  Catalog catalog(Connection connection);

  /**
   * Ends what a statement has the database do, also while it is asked for the next rows.
   *
   * @throws SQLException when it has ended, or the database is not to be reached
   */
  void cancel(Statement statement) throws SQLException;

  /** What it takes for a column of one type where another is expected. */
  SourceCasts casts();

  /**
   * How columns of JSON are read, also where Muster's own tables are not there yet.
   *
   * @throws SQLException when it cannot be asked
   */
  SafeJson safeJson(Connection connection) throws SQLException;

  /** Whether a column of that type may hold JSON that audiences cannot work with. */
  boolean mayHoldUnreadableJson(FoundType type);

  /**
   * How it would go about a query; nothing is evaluated.
   *
   * @throws SQLException when it refuses the query
   */
  QueryPlan plan(Connection connection, Query query) throws SQLException;

  /**
   * Where rows are shown to some only.
   *
   * @throws SQLException when it cannot be asked
   */
  List<RowSecurity> rowSecurity(Connection connection) throws SQLException;

  /**
   * What the login may do with profiles and events.
   *
   * @throws SQLException when it cannot be asked
   */
  Login login(Connection connection) throws SQLException;

  /** A column of JSON of profiles or events, as audiences read it. */
  String json(String column);

  /** A condition: that a column of text is one of those in an array, which is a parameter. */
  String isAnyOf(String column);

  /** A column of text that is compared with one of a shop's own, whatever collations they have. */
  String inAnyCollation(String column);

  /**
   * What a column of text is ordered by to stand in order of code points, whatever collation it
   * has; also that of its bytes in UTF-8.
   */
  String byCodePoint(String column);

  /** A condition: that an instant is in a year. */
  String isInAYear(String instant);

  /** The instant, or null where it lies behind all others. */
  String endless(String instant);

  /** Whether a literal of a time before the year 1 counts the years before Christ. */
  boolean countsYearsBeforeChrist();

  /**
   * The statement that makes an index beside other work, as far as the database can.
   *
   * @param on the columns
   * @param unique whether no two rows have the same in it
   */
  String index(String table, String on, SourceTable.Kind kind, boolean unique);

  /** How it tells in which order events arrived. */
  Arrivals arrivals();

  /** How Muster makes the tables where there are none. */
  TableMaking making();
}
