package dev.muster.source.h2;

import dev.muster.source.Arrivals;
import dev.muster.source.Catalog;
import dev.muster.source.Dialect;
import dev.muster.source.FoundType;
import dev.muster.source.Login;
import dev.muster.source.Product;
import dev.muster.source.Query;
import dev.muster.source.QueryPlan;
import dev.muster.source.RowSecurity;
import dev.muster.source.SafeJson;
import dev.muster.source.SourceCasts;
import dev.muster.source.SourceTable;
import dev.muster.source.TableMaking;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** H2, which lies in Muster's own database alone. */
public record H2() implements Product {

  @Override
  public Dialect dialect(Instant asOf, ZoneId zone) {
    return new H2Dialect(asOf, zone);
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new H2Catalog(connection);
  }

  @Override
  public void cancel(Statement statement) throws SQLException {
    statement.cancel();
  }

  @Override
  public SourceCasts casts() {
    return new H2Casts();
  }

  /** It takes nothing else into such a column. */
  @Override
  public SafeJson safeJson(Connection connection) {
    return SafeJson.PLAIN;
  }

  @Override
  public boolean mayHoldUnreadableJson(FoundType type) {
    return false;
  }

  @Override
  public QueryPlan plan(Connection connection, Query query) throws SQLException {
    return H2Plan.read(
        QueryPlan.explained(connection, "explain ", query),
        new H2Catalog(connection).tablesByIndex());
  }

  /** It has no such thing. */
  @Override
  public List<RowSecurity> rowSecurity(Connection connection) {
    return List.of();
  }

  /** Whoever is let in may do everything. */
  @Override
  public Login login(Connection connection) {
    return new Login("", List.of(), List.of());
  }

  @Override
  public String json(String column) {
    return column;
  }

  @Override
  public String isAnyOf(String column) {
    return column + " = any (?)";
  }

  @Override
  public String inAnyCollation(String column) {
    return column;
  }

  /** By itself it compares half surrogate pairs. */
  @Override
  public String byCodePoint(String column) {
    return "cast(" + column + " as varbinary)";
  }

  @Override
  public String isInAYear(String instant) {
    return "true";
  }

  @Override
  public String endless(String instant) {
    return instant;
  }

  @Override
  public boolean countsYearsBeforeChrist() {
    return false;
  }

  /** It knows no way beside other work. */
  @Override
  public String index(String table, String on, SourceTable.Kind kind, boolean unique) {
    return "create %sindex on %s (%s)".formatted(unique ? "unique " : "", table, on);
  }

  @Override
  public Arrivals arrivals() {
    return new H2Arrivals();
  }

  @Override
  public TableMaking making() {
    return new H2Tables();
  }
}
