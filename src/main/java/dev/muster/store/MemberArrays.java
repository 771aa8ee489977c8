package dev.muster.store;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.RunKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Adds members by one statement for many: each column is an array that the database takes apart.
 */
record MemberArrays(JdbcTemplate jdbc) implements MemberInsert {

  /**
   * A column of the table.
   *
   * @param type what the database takes for a value
   * @param written the column's value, in terms of what was taken
   * @param value a member's, as JDBC takes it
   */
  private record Column(
      String name, String type, String written, Function<Member, @Nullable Object> value) {
    Column(String name, String type, Function<Member, @Nullable Object> value) {
      this(name, type, name, value);
    }

    /** As the databases read it from text. */
    static Column instant(String name, Function<Member, @Nullable Instant> value) {
      return new Column(
          name,
          "varchar",
          "cast(%s as timestamp with time zone)".formatted(name),
          member -> {
            var instant = value.apply(member);
            return instant == null ? null : Times.bind(instant).toString();
          });
    }

    /** The values of members, in an array that drivers take. */
    @Nullable Object[] values(List<? extends Member> members) {
      @Nullable Object[] values =
          type.equals(BINARY) ? new byte[members.size()][] : new @Nullable Object[members.size()];
      for (var row = 0; row < values.length; row++) {
        values[row] = value.apply(members.get(row));
      }
      return values;
    }
  }

  private static final String BINARY = "bytea";

  private static final List<Column> COLUMNS =
      List.of(
          new Column("position", "bigint", member -> member.position().value()),
          new Column("user_id", "varchar", member -> member.userId().value()),
          new Column(
              "recipient",
              "varchar",
              member -> member.recipient() == null ? null : member.recipient().value()),
          new Column(
              "anonymous",
              "boolean",
              member -> member.recipient() == null || member.recipient().isAnonymous()),
          new Column("verdict", "varchar", member -> member.verdict().key()),
          Column.instant("due_at", Member::dueAt),
          new Column("cap_rank", BINARY, Member::capRank),
          new Column("constant", "varchar", "constant format json", Member::constant),
          new Column("timezone", "varchar", Member::timezone),
          Column.instant("expires_at", Member::expiresAt),
          new Column(
              "missed",
              "varchar",
              member -> member.missed() == null ? null : member.missed().key()),
          new Column("unknown_zone", "varchar", Member::unknownZone),
          new Column(
              "trigger_event",
              "varchar",
              member ->
                  switch (member.occasion()) {
                    case Occasion.Once _ -> null;
                    case Occasion.Trigger(var event, _) -> event;
                  }),
          Column.instant(
              "trigger_instant",
              member ->
                  switch (member.occasion()) {
                    case Occasion.Once _ -> null;
                    case Occasion.Trigger(_, var instant) -> instant;
                  }));

  private static final String INSERT =
      """
      insert into muster_member (run_id, %s)
      select cast(? as bigint), %s
      from unnest(
          %s
      ) as member (%s)
      """
          .formatted(
              all(Column::name, ", "),
              all(Column::written, ", "),
              all(column -> "cast(? as %s array)".formatted(column.type()), ",\n    "),
              all(Column::name, ", "));

  private static String all(Function<Column, String> part, String between) {
    return COLUMNS.stream().map(part).collect(Collectors.joining(between));
  }

  @Override
  public void add(RunKey run, List<? extends Member> members) {
    jdbc.update(INSERT, statement -> bind(statement, run, members));
  }

  private void bind(PreparedStatement statement, RunKey run, List<? extends Member> members)
      throws SQLException {
    statement.setLong(1, run.value());
    var connection = statement.getConnection();
    for (var index = 0; index < COLUMNS.size(); index++) {
      var column = COLUMNS.get(index);
      statement.setArray(
          index + 2, connection.createArrayOf(column.type(), column.values(members)));
    }
  }
}
