package dev.muster.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What arrived since a mark, whatever was committed in between. */
class ArrivalsIT {

  /** The ids that a reading finds, and the mark that it gives. */
  private record Found(Set<String> ids, @Nullable ArrivalMark mark, boolean isSinceMark) {}

  private static Found read(SourceDatabase source, @Nullable ArrivalMark since)
      throws SQLException {
    try (var connection = source.pool().getConnection()) {
      var reading = source.product().arrivals().begin(connection, since);
      var arrived = reading.arrived();
      var events =
          Clause.sql("select e.id from events e where ?", arrived == null ? Clause.TRUE : arrived);
      var ids =
          new Answers(connection)
              .all(new Query(events.text(), events.parameters()), row -> row.getString("id"));
      connection.rollback();
      return new Found(new TreeSet<>(ids), reading.mark(), arrived != null);
    }
  }

  private static void insert(Connection connection, String... ids) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into events (id, user_id, name, occurred_at) values (?, 'u', 'A',"
                + " current_timestamp)")) {
      for (var id : ids) {
        insert.setString(1, id);
        insert.executeUpdate();
      }
    }
  }

  private static void commit(HikariDataSource shop, String... ids) throws SQLException {
    try (var connection = shop.getConnection()) {
      connection.setAutoCommit(false);
      insert(connection, ids);
      connection.commit();
    }
  }

  @ParameterizedTest
  @EnumSource
  void findWhatIsCommittedLateWithTheNextReading(Database database) throws SQLException {
    try (var shop = database.newDataSource();
        var slow = shop.getConnection()) {
      var source = database.source(shop);
      commit(shop, "before");
      var first = read(source, null);
      assertThat(first.ids()).containsExactly("before");
      assertThat(first.mark()).isNotNull();
      slow.setAutoCommit(false);
      insert(slow, "late-1");
      commit(shop, "between-1");

      var second = read(source, first.mark());
      assertThat(second.isSinceMark()).isTrue();
      assertThat(second.ids()).containsExactly("between-1");
      insert(slow, "late-2");
      commit(shop, "between-2");
      var third = read(source, second.mark());
      // H2's mark does not move on, so that it reads all since then again.
      var isAgain = database == Database.H2;
      assertThat(third.ids())
          .containsExactlyElementsOf(
              isAgain ? List.of("between-1", "between-2") : List.of("between-2"));
      assertThat(Objects.equals(second.mark(), first.mark())).isEqualTo(isAgain);
      slow.commit();

      var fourth = read(source, third.mark());
      assertThat(fourth.ids())
          .containsExactlyElementsOf(
              isAgain
                  ? List.of("between-1", "between-2", "late-1", "late-2")
                  : List.of("late-1", "late-2"));
      assertThat(read(source, fourth.mark()).ids()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void findWhatIsCommittedLateWhereTheFirstReadingHadNoMark(Database database) throws SQLException {
    try (var shop = database.newDataSource();
        var slow = shop.getConnection()) {
      var source = database.source(shop);
      slow.setAutoCommit(false);
      insert(slow, "late");
      commit(shop, "between");
      var first = read(source, null);
      assertThat(first.ids()).containsExactly("between");
      slow.commit();

      assertThat(read(source, first.mark()).ids()).contains("late");
    }
  }

  /** Whoever was in a savepoint, or has ended without anything, is no matter. */
  @ParameterizedTest
  @EnumSource
  void findWhatWasInsertedBehindASavepoint(Database database) throws SQLException {
    try (var shop = database.newDataSource();
        var slow = shop.getConnection()) {
      var source = database.source(shop);
      var before = read(source, null);
      slow.setAutoCommit(false);
      insert(slow, "first");
      var savepoint = slow.setSavepoint();
      insert(slow, "given up");
      slow.rollback(savepoint);
      slow.setSavepoint();
      insert(slow, "late");
      var between = read(source, before.mark());
      slow.commit();

      var after = read(source, between.mark());
      assertThat(after.ids()).containsExactly("first", "late");
      insert(slow, "rolled back");
      slow.rollback();
      assertThat(read(source, after.mark()).ids()).isEmpty();
    }
  }

  /** Four write, one reads, each as fast as it can. */
  @ParameterizedTest
  @EnumSource
  void leaveOutNothingOfManyTransactionsAtOnce(Database database) throws Exception {
    try (var shop = database.newDataSource();
        var threads = Executors.newFixedThreadPool(4)) {
      var source = database.source(shop);
      var mark = read(source, null).mark();
      assertThat(mark).isNotNull();
      var writers =
          IntStream.range(0, 4).mapToObj(i -> threads.submit(writer(shop, "w" + i, i))).toList();
      var seen = new TreeSet<String>();
      while (!writers.stream().allMatch(writer -> writer.isDone())) {
        var found = read(source, mark);
        assertThat(found.isSinceMark()).isTrue();
        seen.addAll(found.ids());
        mark = found.mark();
      }
      var written = new TreeSet<String>();
      for (var writer : writers) {
        written.addAll(writer.get());
      }
      var last = read(source, mark);
      seen.addAll(last.ids());

      assertThat(seen).isEqualTo(written);
      assertThat(read(source, last.mark()).ids()).isEmpty();
    }
  }

  /** Commits some transactions of some events, and tells of which. */
  private static Callable<List<String>> writer(HikariDataSource shop, String name, int seed) {
    return () -> {
      var random = new Random(seed);
      var written = new ArrayList<String>();
      try (var connection = shop.getConnection()) {
        connection.setAutoCommit(false);
        for (int i = 0; i < 60; i++) {
          var ids = new String[1 + random.nextInt(4)];
          for (int j = 0; j < ids.length; j++) {
            ids[j] = name + "-" + i + "-" + j;
          }
          insert(connection, ids);
          if (random.nextInt(5) == 0) {
            connection.rollback();
          } else {
            connection.commit();
            written.addAll(List.of(ids));
          }
        }
      }
      return written;
    };
  }

  /** As long as somebody is at a statement, it may have taken a number that nobody sees. */
  @Test
  void keepTheMarkWhereSomebodyIsAtAStatementInH2() throws Exception {
    try (var shop = Database.H2.newDataSource();
        var blocking = shop.getConnection();
        var thread = Executors.newSingleThreadExecutor()) {
      var source = Database.H2.source(shop);
      var before = read(source, null);
      blocking.setAutoCommit(false);
      insert(blocking, "same");
      var waiting =
          thread.submit(() -> {
            try (var connection = shop.getConnection()) {
              connection.createStatement().execute("set lock_timeout 600000");
              insert(connection, "same");
            }
            return true;
          });
      while (!isAtAStatement(shop, 2)) {
        Thread.onSpinWait();
      }
      blocking.rollback();
      var between = read(source, before.mark());
      waiting.get();

      var after = read(source, between.mark());
      assertThat(after.ids().contains("same") || between.ids().contains("same")).isTrue();
    }
  }

  /** A lock of a campaign in H2 is a row that stays uncommitted. */
  @ParameterizedTest
  @EnumSource
  void moveTheMarkOnWhileMustersOwnTablesHaveUncommittedRows(Database database)
      throws SQLException {
    try (var shop = database.newDataSource();
        var locking = shop.getConnection()) {
      var source = database.source(shop);
      locking.setAutoCommit(false);
      try (var statement = locking.createStatement()) {
        statement.execute(
            "insert into muster_run (campaign, planned_at, as_of, account_timezone, partitions,"
                + " status, started_at) values ('c', current_timestamp, current_timestamp, 'UTC',"
                + " 1, 'started', current_timestamp)");
      }
      commit(shop, "a");
      var first = read(source, null);
      assertThat(first.mark()).isNotNull();
      insert(locking, "late");
      commit(shop, "b");
      var second = read(source, first.mark());
      locking.commit();

      assertThat(second.ids()).contains("b").doesNotContain("late");
      assertThat(read(source, second.mark()).ids()).contains("late");
    }
  }

  private static boolean isAtAStatement(HikariDataSource shop, int sessions) throws SQLException {
    try (var connection = shop.getConnection()) {
      return Catalog.ask(
                  connection,
                  "select 1 from information_schema.sessions where executing_statement is not null")
              .size()
          >= sessions;
    }
  }

  /** It would not see the others' sessions. */
  @Test
  void haveNoMarkForWhoIsNoAdministratorOfH2() throws Exception {
    try (var shop = Database.H2.newDataSource();
        var other = new HikariDataSource()) {
      try (var connection = shop.getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create user reader password 'secret'");
        statement.execute("grant select on events to reader");
      }
      // Settings of the database's are not for others.
      other.setJdbcUrl(shop.getJdbcUrl().replaceFirst(";.*", ""));
      other.setUsername("reader");
      other.setPassword("secret");
      commit(shop, "a");

      var found = read(Database.H2.source(other), null);
      assertThat(found.ids()).containsExactly("a");
      assertThat(found.mark()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"H2,1000000", "POSTGRESQL,9223372036854775807"})
  void readAllAnewWhereTheMarkIsAnotherDatabases(Database database, String ahead)
      throws SQLException {
    try (var shop = database.newDataSource()) {
      commit(shop, "a", "b");
      var found = read(database.source(shop), new ArrivalMark(ahead));

      assertThat(found.isSinceMark()).isFalse();
      assertThat(found.ids()).containsExactly("a", "b");
      assertThat(found.mark()).isNotEqualTo(new ArrivalMark(ahead));
    }
  }

  /** It was dumped where transactions had larger numbers. */
  @Test
  void doNotTakeDataThatWereMovedForNewOnes() throws SQLException {
    try (var shop = Database.POSTGRESQL.newDataSource()) {
      var source = Database.POSTGRESQL.source(shop);
      commit(shop, "moved");
      try (var connection = shop.getConnection();
          var statement = connection.createStatement()) {
        statement.execute("update events set arrival = '9223372036854775807'");
      }
      var mark = read(source, null).mark();
      commit(shop, "new");

      assertThat(read(source, mark).ids()).containsExactly("new");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          H2         | alter table events drop column arrival
          POSTGRESQL | alter table events drop column arrival
          H2         | alter table events alter column arrival varchar
          POSTGRESQL | alter table events rename column arrival to arrived
          """)
  void areNotToldWithoutAColumnOfTheirKind(Database database, String change) throws SQLException {
    try (var shop = database.newDataSource()) {
      commit(shop, "a");
      try (var connection = shop.getConnection();
          var statement = connection.createStatement()) {
        statement.execute("drop index events_arrival");
        statement.execute("alter table events alter column arrival drop default");
        statement.execute(change);
      }
      try (var connection = shop.getConnection()) {
        assertThat(database.product().arrivals().begin(connection, new ArrivalMark("1")))
            .isEqualTo(Arrivals.Reading.untold());
      }
    }
  }

  /** A view that shows the column tells as the table does. */
  @ParameterizedTest
  @EnumSource
  void areToldByAViewThatHasTheColumn(Database database) throws SQLException {
    try (var shop = database.newDataSource();
        var connection = shop.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter table events rename to happened");
      statement.execute(
          "create view events as select id, user_id, name, occurred_at, properties, arrival from"
              + " happened");
      var source = database.source(shop);
      var mark = read(source, null).mark();
      statement.execute(
          "insert into happened (id, user_id, name, occurred_at)"
              + " values ('a', 'u', 'A', current_timestamp)");

      assertThat(read(source, mark).ids()).containsExactly("a");
    }
  }
}
