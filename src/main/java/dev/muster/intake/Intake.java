package dev.muster.intake;

import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceRequirements;
import dev.muster.source.SourceTable;
import java.io.EOFException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.zip.ZipException;

/**
 * Imports files into the tables of profiles and events of a database that has Muster's schema.
 *
 * <p>A file is one transaction: either all of its good rows are there afterwards, or nothing has
 * changed. Memory does not grow with the file.
 */
public record Intake(SourceDatabase database, Tables tables) {
  private static final String CONTRADICTED =
      "another event (user_id, event or occurred_at) stands under its id";

  /**
   * Imports profiles. A row changes the profile of the same user id, be it of this file or from
   * before, in what it speaks of: a column or key that it does not have leaves what is there, an
   * empty or null one clears it. With {@link Options#replace} it replaces the whole profile.
   *
   * @throws UnreadableSource when the file as such cannot be read; nothing has been imported then
   * @throws SQLException when the database refuses; nothing has been imported then
   */
  public Summary profiles(Source source, Options options) throws SQLException {
    var mapping = new ProfileMapping(options.text(), options.replace());
    return run(SourceTable.Name.PROFILES, source, options, mapping, tables.profiles());
  }

  /**
   * Imports events. An event that is there already with its id changes nothing; one under whose id
   * another event stands is left out, and put aside as bad rows are; events without an id are
   * always added.
   *
   * @throws UnreadableSource when the file as such cannot be read; nothing has been imported then
   * @throws SQLException when the database refuses; nothing has been imported then
   */
  public Summary events(Source source, Options options) throws SQLException {
    var mapping = new EventMapping();
    return run(SourceTable.Name.EVENTS, source, options, mapping, tables.events());
  }

  private <T> Summary run(
      SourceTable.Name name, Source source, Options options, Mapping<T> mapping, Table<T> table)
      throws SQLException {
    var began = System.nanoTime();
    var place = options.rejected().orElseGet(() -> source.rejected(name.table()));
    RejectedRows.requireOwn(place, source);
    SourceRequirements.requireWritable(database, name);
    try (var input = source.open();
        var rejected = new RejectedRows(place);
        var reading = ReadingThread.start(source, input, mapping, rejected)) {
      var counts = store(reading, input, table, rejected, options.progress());
      return new Summary(
          source.name(),
          name.table(),
          counts.read() - rejected.count(),
          counts.repeated(),
          rejected.count(),
          counts.contradicted(),
          rejected.keep(),
          counts.optedIn(),
          mapping.alike(),
          mapping.ignored(),
          reading.hasPointedIds(),
          Duration.ofNanos(System.nanoTime() - began));
    } catch (UnreadableSource e) {
      throw new UnreadableSource(
          "%s: %s; nothing was imported".formatted(source.name(), e.getMessage()), e);
    } catch (EOFException e) {
      throw unreadable(source, "the gzip data ends early, the file was cut off", e);
    } catch (ZipException e) {
      throw unreadable(source, "the gzip data is damaged", e);
    } catch (IOException e) {
      throw unreadable(source, "cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(source, "the import was interrupted", e);
    }
  }

  private record Counts(long read, long repeated, long contradicted, long optedIn) {}

  private <T> Counts store(
      ReadingThread<T> reading,
      CountedInput input,
      Table<T> table,
      RejectedRows rejected,
      ImportProgress progress)
      throws SQLException, IOException, InterruptedException {
    try (var connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      try {
        table.prepare(connection);
        var written = write(reading, input, table, rejected, progress, connection);
        table.finish(connection);
        var optedIn = table.optedIn(connection);
        // What cannot be put aside must not be left out.
        rejected.flush();
        connection.commit();
        return new Counts(written.read(), written.repeated(), written.contradicted(), optedIn);
      } catch (SQLException | IOException | InterruptedException | RuntimeException e) {
        undo(connection, e);
        throw e;
      }
    }
  }

  private record Written(long read, long repeated, long contradicted) {}

  private static <T> Written write(
      ReadingThread<T> reading,
      CountedInput input,
      Table<T> table,
      RejectedRows rejected,
      ImportProgress progress,
      Connection connection)
      throws SQLException, IOException, InterruptedException {
    long read = 0;
    long repeated = 0;
    long contradicted = 0;
    while (true) {
      switch (reading.take()) {
        case Handover.Rows<T>(var rows, var until) -> {
          var outcome = table.write(connection, rows);
          repeated += outcome.repeated();
          for (var row : outcome.contradicted()) {
            rejected.add(row.line(), CONTRADICTED, row.raw());
            contradicted++;
          }
          read = until;
          progress.at(read, input.count());
        }
        case Handover.End<T> _ -> {
          return new Written(read, repeated, contradicted);
        }
        case Handover.Failed<T>(var why) -> {
          switch (why) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(why);
          }
        }
      }
    }
  }

  private static void undo(Connection connection, Exception why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  private static UnreadableSource unreadable(Source source, String what, Exception cause) {
    return new UnreadableSource(
        "%s: %s; nothing was imported".formatted(source.name(), what), cause);
  }
}
