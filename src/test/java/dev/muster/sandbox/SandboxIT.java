package dev.muster.sandbox;

import static dev.muster.sandbox.Caller.batch;
import static dev.muster.sandbox.Caller.bytes;
import static dev.muster.sandbox.Caller.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is stored, dropped and noted. */
class SandboxIT {
  private static final SandboxSettings SETTINGS = SandboxSettings.defaults();

  @Test
  void storesAMessageWithItsBatchsContextAndTheCorrectedTime() throws Exception {
    var now = Instant.parse("2026-12-01T09:00:00Z");
    try (var sandbox = Sandbox.start(SETTINGS.withClock(Clock.fixed(now, ZoneOffset.UTC)));
        var caller = new Caller(sandbox)) {
      var answer =
          caller.postGzipped(
              """
              {"batch":[{"type":"track","event":"Offer","userId":"u1","messageId":"m1",
                         "timestamp":"2026-12-01T07:59:58.000Z","context":{"a":1}}],
               "context":{"a":2,"library":{"name":"muster"}},"integrations":{"All":false},
               "sentAt":"2026-12-01T08:00:00.000Z"}
              """);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"success\":true}");
      assertThat(sandbox.events())
          .singleElement()
          .satisfies(event -> {
            assertThat(event.timestamp()).isEqualTo("2026-12-01T08:59:58Z");
            assertThat(event.receivedAt()).isEqualTo(now);
            assertThat(event.message().path("context").toString())
                .isEqualTo("{\"a\":1,\"library\":{\"name\":\"muster\"}}");
            assertThat(event.message().path("integrations").toString())
                .isEqualTo("{\"All\":false}");
          });
      assertThat(sandbox.requests())
          .singleElement()
          .satisfies(request -> {
            assertThat(request.encoding()).isEqualTo("gzip");
            assertThat(request.sentAt()).isEqualTo("2026-12-01T08:00:00.000Z");
            assertThat(request.bodyBytes()).isGreaterThan(request.bytes());
            assertThat(request.messageIds()).containsExactly("m1");
            assertThat(request.status()).isEqualTo(200);
          });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-01T07:59:58.000Z      | 2026-12-01T08:00:00.000Z      | 2026-12-01T08:59:58Z",
        "2026-12-01T10:59:58.000Z      | 2026-12-01T11:00:00.000Z      | 2026-12-01T08:59:58Z",
        "2026-11-01T09:00:00.000Z      | 2026-12-01T09:00:00.000Z      | 2026-11-01T09:00:00Z",
        "2026-12-01T08:59:59.500+02:00 | 2026-12-01T07:00:00.000Z      | 2026-12-01T08:59:59.500Z",
        "2026-12-01T09:00:05.000Z      | 2026-12-01T09:00:00.000Z      | 2026-12-01T09:00:05Z",
        "2026-12-01T07:59:58.000Z      |                               | 2026-12-01T07:59:58Z",
        "2026-12-01T07:59:58.000Z      | yesterday                     | 2026-12-01T07:59:58Z",
        "                              | 2026-12-01T08:00:00.000Z      | 2026-12-01T09:00:00Z",
        "yesterday                     | 2026-12-01T08:00:00.000Z      | 2026-12-01T09:00:00Z",
        "-999999999-01-01T00:00:00Z    | +999999999-01-01T00:00:00Z    | -999999999-01-01T00:00:00Z",
      })
  void correctsTheTimeByTheSendersClock(String timestamp, String sentAt, Instant expected)
      throws Exception {
    var clock = Clock.fixed(Instant.parse("2026-12-01T09:00:00Z"), ZoneOffset.UTC);
    try (var sandbox = Sandbox.start(SETTINGS.withClock(clock));
        var caller = new Caller(sandbox)) {
      var stated = timestamp == null ? "" : ",\"timestamp\":\"" + timestamp + "\"";
      var sent = sentAt == null ? "" : ",\"sentAt\":\"" + sentAt + "\"";
      caller.post("{\"batch\":[" + track("m").replace("}", stated + "}") + "]" + sent + "}");
      assertThat(sandbox.events())
          .singleElement()
          .satisfies(event -> assertThat(event.timestamp()).isEqualTo(expected));
      assertThat(caller.get("events").body()).contains("\"timestamp\":\"" + expected + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "                       | `a`:1,`b`:{`c`:2}  | {`a`:1,`b`:{`c`:2}}",
        "{`a`:9,`b`:{`d`:3}}    | `a`:1,`b`:{`c`:2}  | {`a`:9,`b`:{`d`:3}}",
        "{`e`:5}                | `a`:1              | {`a`:1,`e`:5}",
        "{`e`:5}                |                    | {`e`:5}",
        "                       |                    | ~~",
      })
  void mergesWhatStandsBesideTheMessagesIntoEach(String own, String shared, String merged)
      throws Exception {
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      for (var name : List.of("context", "integrations")) {
        var inner = own == null ? "" : ",`" + name + "`:" + own;
        var outer = shared == null ? "" : ",`" + name + "`:{" + shared + "}";
        var body = "{`batch`:[" + track(name).replace("}", inner + "}") + "]" + outer + "}";
        caller.post(body.replace('`', '"'));
        assertThat(sandbox.events().getLast().message().path(name).toString())
            .isEqualTo(merged.replace('`', '"'));
      }
    }
  }

  @Test
  void notesOfEachRequestWhatCame() throws Exception {
    var now = Instant.parse("2026-12-01T09:00:00Z");
    try (var sandbox = Sandbox.start(SETTINGS.withClock(Clock.fixed(now, ZoneOffset.UTC)));
        var caller = new Caller(sandbox)) {
      sandbox.faults(
          FaultScript.of(
              new Fault(
                  Fault.OnRequests.of(2), new Fault.Status(503, Map.of("Retry-After", "1"), ""))));
      var body =
          "{\"batch\":["
              + track("m1")
              + ","
              + track("é")
              + ",7],\"sentAt\":\"2026-12-01T08:00:00.000Z\"}";
      var gzipped = Caller.gzip(body);
      caller.postEncoded("GZIP", gzipped);
      caller.send(caller.batchRequest().header("X-Retry-Count", "3"), bytes(body));
      assertThat(sandbox.requests())
          .containsExactly(
              new SandboxRequest(
                  1,
                  now,
                  null,
                  "2026-12-01T08:00:00.000Z",
                  gzipped.length,
                  bytes(body).length,
                  "gzip",
                  3,
                  List.of("m1", "é", ""),
                  200,
                  2,
                  null),
              new SandboxRequest(
                  2,
                  now,
                  "3",
                  "2026-12-01T08:00:00.000Z",
                  bytes(body).length,
                  bytes(body).length,
                  "identity",
                  3,
                  List.of("m1", "é", ""),
                  503,
                  0,
                  "1"));
      assertThat(new JsonMapper().readTree(caller.get("requests").body()).path(1).toString())
          .isEqualTo(
              "{`number`:2,`at`:`2026-12-01T09:00:00Z`,`retry_count`:`3`,"
                  .concat("`sent_at`:`2026-12-01T08:00:00.000Z`,")
                  .concat("`bytes`:B,`body_bytes`:B,`encoding`:`identity`,`events`:3,")
                  .concat("`message_ids`:[`m1`,`é`,``],`status`:503,`stored`:0,")
                  .concat("`retry_after`:`1`}")
                  .replace('`', '"')
                  .replace("B", String.valueOf(bytes(body).length)));
      var stats = sandbox.stats();
      assertThat(stats.requests()).isEqualTo(2);
      assertThat(stats.retries()).isEqualTo(1);
      assertThat(stats.gzipped()).isEqualTo(1);
      assertThat(stats.received()).isEqualTo(6);
      assertThat(stats.answers()).isEqualTo(Map.of(200, 1L, 503, 1L));
      assertThat(stats.everythingKept()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "no_user_anon_id      | `type`:`track`,`event`:`e`",
        "no_user_anon_id      | `type`:`track`,`event`:`e`,`userId`:``",
        "no_user_anon_id      | `type`:`track`,`event`:`e`,`userId`:null",
        "id_not_string        | `type`:`track`,`event`:`e`,`userId`:7",
        "id_not_string        | `type`:`track`,`event`:`e`,`userId`:`u`,`anonymousId`:[1]",
        "id_not_string        | `type`:`track`,`event`:`e`,`userId`:`u`,`messageId`:7",
        "event_not_defined    | `type`:`track`,`userId`:`u`",
        "event_not_defined    | `type`:`track`,`userId`:`u`,`event`:``",
        "event_not_string     | `type`:`track`,`userId`:`u`,`event`:{`a`:1}",
        "traits_not_object    | `type`:`identify`,`userId`:`u`,`traits`:[1]",
        "properties_not_object| `type`:`track`,`event`:`e`,`userId`:`u`,`properties`:`p`",
        "message_id_too_long  | `type`:`track`,`event`:`e`,`userId`:`u`,`messageId`:`HUNDRED`",
        "too_many_properties  | `type`:`track`,`event`:`e`,`userId`:`u`,`properties`:{MANY}",
        "too_many_properties  | `type`:`identify`,`userId`:`u`,`traits`:{MANY}",
        "suppressed           | `type`:`track`,`event`:`e`,`userId`:`forgotten`",
        "suppressed           | `type`:`track`,`event`:`e`,`anonymousId`:`forgotten`",
        "duplicate            | `type`:`track`,`event`:`e`,`userId`:`u`,`messageId`:`good`",
        "unknown_type         | `userId`:`u`",
      })
  void dropsWithoutAWord(String code, String fields) throws Exception {
    var many =
        IntStream.range(0, 300).mapToObj(i -> "\"p" + i + "\":1").collect(Collectors.joining(","));
    var event =
        "{"
            + fields.replace('`', '"').replace("MANY", many).replace("HUNDRED", "m".repeat(100))
            + "}";
    try (var sandbox = Sandbox.start(SETTINGS.withSuppressedUsers(Set.of("forgotten")));
        var caller = new Caller(sandbox)) {
      assertThat(caller.postBatch(track("good"), event).statusCode()).isEqualTo(200);
      assertThat(sandbox.stats().stored()).isEqualTo(1);
      assertThat(sandbox.stats().dropped().entrySet())
          .singleElement()
          .satisfies(drop -> {
            assertThat(drop.getKey().code()).isEqualTo(code);
            assertThat(drop.getValue()).isEqualTo(1);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`type`:`track`,`event`:`e`,`anonymousId`:`a`",
        "`type`:`track`,`event`:`e`,`userId`:null,`anonymousId`:`a`",
        "`type`:`track`,`event`:`e`,`userId`:`u`,`messageId`:`NINETYNINE`",
        "`type`:`track`,`event`:`e`,`userId`:`u`,`messageId`:null,`traits`:null",
        "`type`:`track`,`event`:`e`,`userId`:`u`,`properties`:{FEWER}",
        "`type`:`identify`,`userId`:`u`,`traits`:{FEWER}",
        "`type`:`identify`,`userId`:`u`",
      })
  void storesWhatIsJustWithinTheRules(String fields) throws Exception {
    var fewer =
        IntStream.range(0, 299).mapToObj(i -> "\"p" + i + "\":1").collect(Collectors.joining(","));
    var event =
        fields.replace('`', '"').replace("FEWER", fewer).replace("NINETYNINE", "m".repeat(99));
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      caller.postBatch("{" + event + "}");
      assertThat(sandbox.stats().dropped()).isEmpty();
      assertThat(sandbox.events()).hasSize(1);
    }
  }

  @Test
  void dropsEmptyAndOverlongBatchesAndThoseOfUnknownOrDisabledKeys() throws Exception {
    var many = IntStream.range(0, 2_501).mapToObj(i -> track("m" + i)).toArray(String[]::new);
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      assertThat(caller.postBatch().statusCode()).isEqualTo(200);
      assertThat(caller.postBatch(many).statusCode()).isEqualTo(200);
      assertThat(sandbox.stats().dropped())
          .isEqualTo(Map.of(DropCode.EMPTY_BATCH, 1L, DropCode.TOO_MANY_EVENTS, 2_501L));
    }
    try (var sandbox = Sandbox.start(SETTINGS.withKeys(Set.of("another-key"), Set.of()));
        var caller = new Caller(sandbox)) {
      assertThat(caller.postBatch(track("m")).statusCode()).isEqualTo(200);
      assertThat(sandbox.stats().dropped()).isEqualTo(Map.of(DropCode.UNKNOWN_KEY, 1L));
    }
    try (var sandbox = Sandbox.start(SETTINGS.withKeys(Set.of(), Set.of(Caller.KEY)));
        var caller = new Caller(sandbox)) {
      assertThat(caller.postBatch(track("m")).statusCode()).isEqualTo(200);
      assertThat(sandbox.stats().dropped()).isEqualTo(Map.of(DropCode.SOURCE_DISABLED, 1L));
    }
  }

  @Test
  void storesAMessageIdOnceIn24Hours() throws Exception {
    var start = Instant.parse("2026-12-01T09:00:00Z");
    Instant[] now = {start};
    var clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now[0];
          }
        };
    try (var sandbox = Sandbox.start(SETTINGS.withClock(clock));
        var caller = new Caller(sandbox)) {
      caller.postBatch(track("m1"), track("m1"));
      now[0] = start.plus(Duration.ofHours(24)).minusSeconds(1);
      // By whatever key: ids are global.
      caller.postAs("the-key-of-another-workspace", batch(track("m1")));
      assertThat(sandbox.stats().stored()).isEqualTo(1);
      assertThat(sandbox.stats().dropped()).isEqualTo(Map.of(DropCode.DUPLICATE, 2L));
      now[0] = start.plus(Duration.ofHours(24));
      caller.postBatch(track("m1"));
      assertThat(sandbox.stats().stored()).isEqualTo(2);
    }
  }

  @Test
  void followsAScriptThatIsPosted() throws Exception {
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      assertThat(
              caller
                  .control(
                      "faults",
                      """
                      {"faults": [
                        {"request": 1, "status": 503, "headers": {"Retry-After": "2"}},
                        {"request": 2, "do": "accept-then-close"},
                        {"request": 3, "do": "close-before-accept"},
                        {"request": 4, "do": "slow", "delay": "10ms"},
                        {"request": 5, "do": "truncated"},
                        {"request": 6, "do": "html", "status": 502},
                        {"containing": "poison", "status": 400}]}
                      """)
                  .statusCode())
          .isEqualTo(200);
      var first = caller.postBatch(track("1"));
      assertThat(first.statusCode()).isEqualTo(503);
      assertThat(first.headers().firstValue("Retry-After")).hasValue("2");
      assertThatThrownBy(() -> caller.postBatch(track("2"))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> caller.postBatch(track("3"))).isInstanceOf(IOException.class);
      assertThat(caller.postBatch(track("4")).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> caller.postBatch(track("5"))).isInstanceOf(IOException.class);
      assertThat(caller.postBatch(track("6")).body()).startsWith("<!DOCTYPE html>");
      assertThat(caller.postBatch(track("poison")).statusCode()).isEqualTo(400);
      assertThat(sandbox.events())
          .extracting(StoredEvent::messageId)
          .containsExactly("2", "4", "5");
      assertThat(sandbox.stats().faults())
          .containsEntry("status 503", 1L)
          .containsEntry("truncated", 1L);
      var stats = new JsonMapper().readTree(caller.get("stats").body());
      assertThat(stats.path("stored").asInt()).isEqualTo(3);
      assertThat(stats.path("answers").path("0").asInt()).isEqualTo(2);
      assertThat(new JsonMapper().readTree(caller.get("requests").body())).hasSize(7);
      assertThat(new JsonMapper().readTree(caller.get("events").body())).hasSize(3);
      caller.control("reset", "");
      assertThat(sandbox.stats().requests()).isZero();
      assertThat(caller.postBatch(track("2")).statusCode()).isEqualTo(200);
      assertThat(sandbox.stats().stored()).isEqualTo(1);
    }
  }

  @Test
  void showsNumbersAsTheyWereSent() throws Exception {
    var numbers = "{\"a\":500.10,\"b\":12345678901234567.89,\"c\":98765432109876543210}";
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      caller.postBatch(track("m").replace("}", ",\"properties\":" + numbers + "}"));

      assertThat(sandbox.events())
          .singleElement()
          .satisfies(event -> assertThat(event.message().get("properties")).hasToString(numbers));
      assertThat(caller.get("events").body()).contains(numbers);
    }
  }

  @Test
  void keepsOnlyCountsWhenToldSo() throws Exception {
    try (var sandbox = Sandbox.start(SETTINGS.withKeeps(SandboxSettings.Keeps.COUNTS));
        var caller = new Caller(sandbox)) {
      caller.postBatch(track("1"), track("1"), track("2"));
      assertThat(sandbox.events()).isEmpty();
      assertThat(sandbox.requests()).isEmpty();
      assertThat(sandbox.stats().stored()).isEqualTo(2);
      assertThat(sandbox.stats().dropped()).isEqualTo(Map.of(DropCode.DUPLICATE, 1L));
      assertThat(sandbox.stats().everythingKept()).isFalse();
    }
  }

  @Test
  void saysThatAPortIsInUse() {
    try (var sandbox = Sandbox.start()) {
      var port = sandbox.uri().getPort();
      assertThatThrownBy(() -> Sandbox.start(SETTINGS.withPort(port)))
          .isInstanceOf(Sandbox.PortInUse.class)
          .hasMessageContaining(String.valueOf(port));
    }
  }
}
