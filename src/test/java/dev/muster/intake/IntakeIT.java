package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntakeIT {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void keepsTheTypeOfEachAttribute(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var summary =
          new Intake(dataSource, database.dialect())
              .profiles(
                  file(
                      "people.csv",
                      """
                      user_id,anonymous_id,timezone,opted_out,plan,visits,zip,phone,newsletter,big
                      7,a7,Europe/Berlin,true,pro,12.50,01234,4930123,true,1e400
                      "8",,,,"Größe ""L"", 😀",-3e2,,,false,
                      """),
                  new Options(Set.of("phone"), Optional.empty(), (_, _) -> {}));

      assertThat(summary.imported()).isEqualTo(2);
      assertThat(summary.complete()).isTrue();
      assertThat(
              rows(
                  dataSource,
                  "select user_id, anonymous_id, timezone, opted_out from profiles order by user_id"))
          .containsExactly("7|a7|Europe/Berlin|true", "8|null|null|false");
      assertThat(json(dataSource, "select attributes from profiles order by user_id"))
          .containsExactly(
              SameJson.of(
                  """
                  {"plan": "pro", "visits": 12.50, "zip": "01234", "phone": "4930123",
                   "newsletter": true, "big": 1%s}
                  """
                      .formatted("0".repeat(400))),
              SameJson.of(
                  "{\"plan\": \"Größe \\\"L\\\", 😀\", \"visits\": -300, \"newsletter\": false}"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsEventsToTheMicrosecond(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var summary =
          new Intake(dataSource, database.dialect())
              .events(
                  file(
                      "events.csv",
                      """
                      user_id,event,occurred_at,properties
                      7,Charged,2026-12-01T10:00:00.123456789+01:00,"{""amount"": 12.50}"
                      8,App Opened,2026-12-01T09:00:00Z,
                      """),
                  Options.defaults());

      assertThat(summary.imported()).isEqualTo(2);
      assertThat(
              rows(
                  dataSource,
                  """
                  select user_id, name, extract(epoch from occurred_at) * 1000000, id
                  from events order by user_id
                  """))
          .containsExactly("7|Charged|1796115600123456|null", "8|App Opened|1796115600000000|null");
      assertThat(json(dataSource, "select properties from events order by user_id"))
          .containsExactly(SameJson.of("{\"amount\": 12.50}"), SameJson.of("{}"));
    }
  }

  private Source file(String name, String content) throws Exception {
    return Source.file(Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> rows(HikariDataSource dataSource, String query) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        var cells = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          var value = result.getObject(i);
          cells.add(
              switch (value) {
                case null -> "null";
                case Boolean truth -> truth.toString();
                case BigDecimal number -> number.stripTrailingZeros().toPlainString();
                default -> result.getString(i);
              });
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    }
  }

  private static List<Object> json(HikariDataSource dataSource, String query) throws Exception {
    var objects = new ArrayList<>();
    for (var row : rows(dataSource, query)) {
      objects.add(SameJson.of(row));
    }
    return objects;
  }
}
