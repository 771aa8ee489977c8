package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeededKeysTest {
  private static final List<String> PROFILE = List.of("user_id");
  private static final List<String> EVENT = List.of("user_id", "event", "occurred_at");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id,event,occurred_at",
        "occurred_at,properties,event,id,user_id",
        " user_id , event\t,\u00a0occurred_at ",
        "\"user_id\",\" event \",occurred_at",
        "user_id,event,occurred_at,\uFEFFx"
      })
  void takesAHeaderThatHasThem(String header) {
    assertThatCode(() -> new NeededKeys(EVENT).header(columns(header))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "userId,event,occurred_at       | 'the first line has no column user_id among its 3: user_id may be userId; rename them in the first line'",
        "User ID,event,occurred_at      | user_id may be User ID",
        "USER_ID,event,occurred_at      | user_id may be USER_ID",
        "user-id,id,event,occurred_at   | user_id may be user-id or id;",
        "id,event,occurred_at           | user_id may be id",
        "customer_id,email,event,occurred_at | user_id may be customer_id;",
        "id,customer_id,uid,User.Id,event,occurred_at | user_id may be User.Id or uid or customer_id;",
        "usr_id,event,occurred_at       | user_id may be usr_id",
        "shop_user_id,event,occurred_at | user_id may be shop_user_id",
        "Record ID,First Name,event,occurred_at | user_id may be Record ID;",
        "Email,Klaviyo ID,Paid,event,occurred_at | user_id may be Klaviyo ID;",
        "user_id,Checkout Event,Order Date | 'event may be Checkout Event, occurred_at may be Order Date'",
        "message_id,event,occurred_at   | 'no column user_id among its 3: expected a header that names it; put one first'",
        "userId,event,timestamp         | 'no column user_id and no column occurred_at among its 3: user_id may be userId, occurred_at may be timestamp'",
        "user_id,eventName,ts           | 'event may be eventName, occurred_at may be ts'",
        "user_id,event_name,event_type,name,event_time | 'event may be event_name or event_type or name, occurred_at may be event_time'",
        "user_id,event,created_at,received_at,time | occurred_at may be time or created_at or received_at",
        "user_id,event,occured_at       | occurred_at may be occured_at",
        "7,secret@example.com           | 'no column user_id and no column event and no column occurred_at among its 2: expected a header that names it; put one first, or rename what it is called'",
        "user7,event1,2026-12-01        | 'among its 3: expected a header'",
      })
  void saysWhichNamesInAHeaderAreLikeThoseThatAreMissing(String header, String complaint) {
    assertThatThrownBy(() -> new NeededKeys(EVENT).header(columns(header)))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        // Segment
        "{\"type\":\"track\",\"messageId\":\"m\",\"userId\":\"7\",\"event\":\"A\",\"timestamp\":\"2026-12-01T09:00:00Z\",\"originalTimestamp\":\"x\",\"properties\":{\"id\":1}}"
            + "## user_id may be userId or properties.id (inside properties), occurred_at may be timestamp or originalTimestamp;"
            + "## {user_id: .userId, event, occurred_at: .timestamp, id: .messageId, properties}",
        // Amplitude
        "{\"user_id\":\"7\",\"event_type\":\"A\",\"event_time\":\"2026-12-01 09:00:00.1\",\"event_properties\":{}}"
            + "## event may be event_type, occurred_at may be event_time;"
            + "## {user_id, event: .event_type, occurred_at: (.event_time + \" UTC\"), properties: .event_properties}",
        // Mixpanel
        "{\"event\":\"A\",\"properties\":{\"distinct_id\":\"7\",\"time\":1796115600}}"
            + "## user_id may be properties.distinct_id (inside properties), occurred_at may be properties.time (inside properties);"
            + "## {user_id: .properties.distinct_id, event, occurred_at: (.properties.time | tonumber | todate), properties}",
        // CleverTap
        "{\"identity\":\"7\",\"ts\":1796115600,\"type\":\"event\",\"evtName\":\"A\",\"evtData\":{}}"
            + "## user_id may be identity, event may be evtName or type, occurred_at may be ts;"
            + "## {user_id: .identity, event: .evtName, occurred_at: (.ts | tonumber | todate), properties: .evtData}",
        // BigQuery with GA4
        "{\"user_id\":\"7\",\"event_name\":\"A\",\"event_timestamp\":\"1796115600123456\",\"event_params\":[]}"
            + "## event may be event_name, occurred_at may be event_timestamp;"
            + "## {user_id, event: .event_name, occurred_at: (.event_timestamp | tostring | (.[:10] | tonumber | todate)[:-1] + \".\" + .[10:] + \"Z\"), properties: (.event_params // [] | map({(.key): (.value | .string_value // (.int_value // .float_value // .double_value | tonumber?))}) | add // {})}",
        // PostHog
        "{\"distinct_id\":\"7\",\"event\":\"A\",\"timestamp\":1796115600123,\"properties\":{}}"
            + "## user_id may be distinct_id, occurred_at may be timestamp;"
            + "## {user_id: .distinct_id, event, occurred_at: (.timestamp | tostring | (.[:10] | tonumber | todate)[:-1] + \".\" + .[10:] + \"Z\"), properties}",
        // Braze
        "{\"external_user_id\":\"7\",\"name\":\"A\",\"time\":1796115600,\"properties\":{}}"
            + "## user_id may be external_user_id, event may be name, occurred_at may be time;"
            + "## {user_id: .external_user_id, event: .name, occurred_at: (.time | tonumber | todate), properties}",
        // Snowplow
        "{\"user_id\":\"7\",\"event_name\":\"A\",\"event\":\"page_view\",\"derived_tstamp\":\"2026-12-01T09:00:00Z\",\"collector_tstamp\":\"2026-12-01T09:00:01Z\"}"
            + "## occurred_at may be derived_tstamp or collector_tstamp;"
            + "## {user_id, event, occurred_at: .derived_tstamp, properties: del(.user_id, .event, .derived_tstamp)}",
        // wrapped, and awkwardly named
        "{\"user\":{\"id\":\"7\"},\"event\":{\"name\":\"A\"},\"Event Time\":\"2026-12-01T09:00:00Z\"}"
            + "## user_id may be user.id (inside user)"
            + "## {user_id: .user.id, event: .event.name, occurred_at: .\"Event Time\", properties: del(.user.id, .event.name, .\"Event Time\")}",
        "{\"userId\":\"7\",\"x\":1}"
            + "## user_id may be userId;"
            + "## {user_id: .userId, event: .ITS_KEY, occurred_at: .ITS_KEY, properties: del(.userId)}",
      })
  void saysWhereOtherSystemsHaveThem(String row, String alike, String remedy) {
    assertThatThrownBy(() -> read(EVENT, row, 3))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageStartingWith("none of its first 3 rows has the key ")
        .hasMessageContaining(alike.strip())
        .hasMessageEndingWith("; rename them, as by jq -c '" + remedy + "'");
  }

  @Test
  void leavesAllElseOfAProfile() {
    assertThatThrownBy(() -> read(PROFILE, "{\"data\": {\"userId\": 7}, \"plan\": \"pro\"}", 1))
        .hasMessage(
            "its first row lacks the key user_id: user_id may be data.userId (inside"
                + " data); rename them, as by jq -c '.user_id = .data.userId | del(.data.userId)'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        "{\" user_id \":7} ## 1 ## user_id may be \" user_id \"; rename them, as by jq -c '.user_id = .\" user_id \" | del(.\" user_id \")'",
        "{\"_source\":{\"user_id\":7}} ## 1 ## its first row lacks the key user_id: its rows stand inside _source; take them out, as by jq -c '._source // empty'",
        "{\"_source\":{\"x\":7}} ## 1 ## expected objects with the keys user_id",
        "{\"user_id\":1}{\"user_id\":2} ## 1 ## its first line cannot be read as a JSON object (line 1: more than one JSON value in a line, expected one JSON object a line: make them with jq -c .)",
        "{\"user_id\":1}{\"user_id\":2} ## 300 ## none of its first 100 lines can be read as a JSON object (line 1: more than one JSON value in a line",
        "{\"data\": [ ## 3 ## none of its first 3 lines can be read as a JSON object (line 1: broken JSON",
        "{\"data\": [ ## 3 ## ; if objects go over many lines, make one of each with jq -c .",
        "{\"user_id\":1,\"n\":1e9999} ## 100 ## none of its first 100 lines can be read as a JSON object (line 1: n: a number beyond 1e±1000)",
      })
  void saysWhatTheRowsAreInsteadAndWhatMendsThem(String row, int times, String complaint) {
    assertThatThrownBy(() -> read(PROFILE, row, times)).hasMessageContaining(complaint);
  }

  @Test
  void saysWhatMakesLinesOfALineThatIsTooLong() {
    var objects = "{\"user_id\":1}".repeat(RowWindow.MAX_ROW_BYTES / 8);

    assertThatThrownBy(() -> read(PROFILE, objects, 1))
        .hasMessage(
            "line 1: a row is longer than 4 MiB; expected one JSON object a line: if many stand in"
                + " it, jq -c . makes a line of each, or jq -c '.[]' where they are one array");
  }

  @Test
  void showsNoNameThatMayBeSomebodys() {
    assertThatThrownBy(
            () -> read(PROFILE, "{\"secret@example.com\": {\"user_id\": 1}, \"user_id_7\": 2}", 1))
        .hasMessage("its first row lacks the key user_id: expected objects with the keys user_id");
  }

  @Test
  void judgesTheFirstHundredRowsAndNoMore() throws Exception {
    var without = "{\"id\": 1}";
    var with = "{\"user_id\": null}";

    read(PROFILE, (without + "\n").repeat(99) + with, 1);
    assertThatThrownBy(() -> read(PROFILE, (without + "\n").repeat(100) + with, 1))
        .hasMessageStartingWith("none of its first 100 rows has the key user_id");
    read(EVENT, "{\"user_id\":1}\n{\"event\":1}\nbroken\n{\"occurred_at\":1}", 1);
  }

  @Test
  void takesRowsThatAreBrokenForNoEvidence() throws Exception {
    read(PROFILE, "broken\n".repeat(99) + "{\"user_id\": 1}\n" + "broken\n".repeat(10), 1);
    assertThatThrownBy(() -> read(PROFILE, "broken\n{\"id\": 1}", 1))
        .hasMessageStartingWith("none of its first 2 rows has the key user_id: user_id may be id");
    assertThatThrownBy(() -> read(PROFILE, "[1]\nsecret", 200))
        .hasMessage(
            "none of its first 100 lines can be read as a JSON object (line 1: not a JSON object)");
    assertThatThrownBy(() -> read(PROFILE, "\n \n", 1)).hasMessageStartingWith("is empty");
  }

  private static List<String> columns(String header) throws IOException {
    return new CsvRows(Reader.bytes(header)).columns();
  }

  private static void read(List<String> needed, String rows, int times) throws IOException {
    var keys = new NeededKeys(needed);
    var lines = (rows + "\n").repeat(times);
    Reader.all(new NdjsonRows(Reader.bytes(lines))).forEach(keys::row);
    keys.end();
    assertThat(lines).isNotEmpty();
  }
}
