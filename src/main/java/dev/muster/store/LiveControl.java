package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.UserTriggers.Earlier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The control group's triggers of live campaigns with which those are compared that were sent: the
 * ledger of {@link Contacts} has them, as it has the users of past behaviour's.
 */
public final class LiveControl {
  private final JdbcTemplate jdbc;

  LiveControl(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A trigger of the control group that came as far as being sent would have come. */
  public record Compared(Position position, UserId user, Instant dueAt) {}

  /**
   * Adds some of a run, in the transaction that takes them up. The ledger has one row for all that
   * a user has in it at one moment.
   */
  public void add(Run run, List<Compared> triggers) {
    var places =
        triggers.stream()
            .collect(
                Collectors.groupingBy(
                    each -> new Place(each.user(), each.dueAt()),
                    LinkedHashMap::new,
                    Collectors.counting()))
            .entrySet()
            .stream()
            .map(place -> new Counted(place.getKey(), place.getValue()))
            .toList();
    insert(run, count(run, places));
    jdbc.batchUpdate(
        "insert into muster_live_control (run_id, position, due_at) values (?, ?, ?)",
        triggers,
        Math.max(triggers.size(), 1),
        (row, each) -> {
          row.setLong(1, run.key().value());
          row.setLong(2, each.position().value());
          row.setObject(3, Times.bind(each.dueAt()));
        });
  }

  /** Where triggers of a run have a row together. */
  private record Place(UserId user, Instant dueAt) {}

  private record Counted(Place place, long triggers) {}

  private void insert(Run run, List<Counted> places) {
    jdbc.batchUpdate(
        """
        insert into muster_contact
            (campaign, user_id, due_at, run_id, rehearsal, reached_at, how, times)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        places,
        Math.max(places.size(), 1),
        (row, each) -> {
          row.setString(1, run.id().campaign().value());
          row.setString(2, each.place().user().value());
          row.setObject(3, Times.bind(each.place().dueAt()));
          row.setLong(4, run.key().value());
          row.setBoolean(5, run.isRehearsal());
          row.setObject(6, Times.bind(each.place().dueAt()));
          row.setString(7, Contacts.COMPARED);
          row.setLong(8, each.triggers());
        });
  }

  /** So many more, or fewer, of those that are in it; returns those that are not. */
  private List<Counted> count(Run run, List<Counted> places) {
    var changed =
        jdbc.batchUpdate(
            """
            update muster_contact set times = times + ?
            where campaign = ? and user_id = ? and due_at = ? and run_id = ? and how = '%s'
            """
                .formatted(Contacts.COMPARED),
            places,
            Math.max(places.size(), 1),
            (row, each) -> {
              row.setLong(1, each.triggers());
              row.setString(2, run.id().campaign().value());
              row.setString(3, each.place().user().value());
              row.setObject(4, Times.bind(each.place().dueAt()));
              row.setLong(5, run.key().value());
            });
    var rows = Arrays.stream(changed).flatMapToInt(Arrays::stream).toArray();
    return IntStream.range(0, places.size())
        .filter(index -> rows[index] == 0)
        .mapToObj(places::get)
        .toList();
  }

  /** How many triggers of a run are compared; 0 where there is a control group, and none is. */
  public void counted(RunKey run, long triggers) {
    jdbc.update("update muster_run set compared = ? where id = ?", triggers, run.value());
  }

  /**
   * For which triggers of a campaign some users of the control group are compared, by when they
   * were due.
   *
   * @param since earlier ones do not matter; {@link Instant#MIN} for all
   */
  public List<Earlier> compared(Of of, List<UserId> users, Instant since) {
    var compared = new ArrayList<Earlier>();
    jdbc.query(
        """
        select c.user_id, c.due_at, c.times
        from unnest(cast(? as varchar array)) as asked (user_id)
        join muster_contact c on c.user_id = asked.user_id
        where c.campaign = ? and (not c.rehearsal or ?) and c.how = '%s' and c.due_at >= ?
        """
            .formatted(Contacts.COMPARED),
        statement -> {
          Texts.bindUsers(statement, 1, users);
          statement.setString(2, of.campaign().value());
          statement.setBoolean(3, of.rehearsal());
          statement.setObject(4, Times.bindLimit(since));
        },
        row -> {
          var trigger =
              new Earlier(
                  new UserId(row.getString("user_id")), requireNonNull(Times.read(row, "due_at")));
          compared.addAll(Collections.nCopies(row.getInt("times"), trigger));
        });
    return compared;
  }

  /** Takes some of a run out again: those that are sent would have lapsed, or expired, so. */
  void remove(Run run, List<DueControl.Due> triggers) {
    var places =
        triggers.stream()
            .map(each -> new Counted(new Place(each.user(), each.dueAt()), -1))
            .toList();
    count(run, places);
    jdbc.batchUpdate(
        """
        delete from muster_contact
        where campaign = ? and user_id = ? and due_at = ? and run_id = ? and how = '%s'
          and times <= 0
        """
            .formatted(Contacts.COMPARED),
        places,
        Math.max(places.size(), 1),
        (row, each) -> {
          row.setString(1, run.id().campaign().value());
          row.setString(2, each.place().user().value());
          row.setObject(3, Times.bind(each.place().dueAt()));
          row.setLong(4, run.key().value());
        });
    jdbc.update(
        "update muster_run set compared = compared - ? where id = ?",
        triggers.size(),
        run.key().value());
  }
}
