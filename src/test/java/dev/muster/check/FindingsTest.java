package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.check.Finding.State;
import dev.muster.segmentapi.Endpoint;
import dev.muster.segmentapi.KeyState;
import dev.muster.segmentapi.Reach;
import dev.muster.segmentapi.TokenState;
import dev.muster.segmentapi.WriteKey;
import dev.muster.source.QueryPlan;
import dev.muster.source.RowSecurity;
import dev.muster.source.SourceColumn;
import dev.muster.source.SourceTable;
import dev.muster.source.h2.H2;
import dev.muster.source.postgresql.Postgresql;
import dev.muster.store.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What facts are found to mean. */
class FindingsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, OK",
    "1000, OK",
    "-1000, OK",
    "5000, OK",
    "5001, WARNING",
    "-5001, WARNING",
    "300000, WARNING",
    "300001, FAILED",
    "-300001, FAILED",
  })
  void aClockMayBeFiveSecondsOffAndMustNotBeFiveMinutes(long aheadMillis, State state) {
    assertThat(ReceiverCheck.clock(Duration.ofMillis(aheadMillis)).state()).isEqualTo(state);
  }

  @Test
  void aClockIsSaidToBeAheadOrBehind() {
    assertThat(ReceiverCheck.clock(Duration.ofSeconds(90)))
        .isEqualTo(
            Finding.warning(
                "clock", "90 s ahead of the receiver's", "synchronise this machine's clock (NTP)"));
    assertThat(ReceiverCheck.clock(Duration.ofSeconds(-90)).found())
        .isEqualTo("90 s behind the receiver's");
  }

  @ParameterizedTest
  @CsvSource({
    "2027-12-01T09:00:00Z, OK, 365",
    "2026-12-15T08:59:59Z, WARNING, 13",
    "2026-12-02T09:00:00Z, WARNING, 1"
  })
  void aCertificateShouldBeGoodForTwoWeeks(Instant until, State state, long days) {
    var finding = ReceiverCheck.tls(new Reach.Tls("TLSv1.3", until), NOW);
    assertThat(finding.state()).isEqualTo(state);
    assertThat(finding.found())
        .isEqualTo("TLSv1.3, certificate good for " + days + (days == 1 ? " day" : " days"));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5, , OK, version 5",
    ", 5, , WARNING, Muster's tables are not there yet",
    "3, 5, , WARNING, 'version 3, this program works with 5'",
    "7, 5, newer, FAILED, newer",
    "5, 5, half made, FAILED, half made",
  })
  void theSchemaMustBeOneToGoOnFrom(
      @Nullable String found, String wanted, @Nullable String fault, State state, String said) {
    var finding =
        DatabaseCheck.schema(
            new Schema.State(found, wanted, fault == null ? null : new Schema.Fault(fault, "")));
    assertThat(finding.state()).isEqualTo(state);
    assertThat(finding.found()).isEqualTo(said);
  }

  @Test
  void aTableThatIsNotThereIsMadeUnlessTheSchemaIsCurrent() {
    var absent =
        new SourceTable(
            SourceTable.Kind.ABSENT,
            null,
            List.of(),
            List.of(),
            List.of(),
            true,
            List.of(),
            false,
            List.of());
    assertThat(
            SourceTableCheck.table(SourceTable.Name.EVENTS, absent, false, new H2(), true).state())
        .isEqualTo(State.WARNING);
    assertThat(
            SourceTableCheck.table(SourceTable.Name.EVENTS, absent, true, new H2(), true).state())
        .isEqualTo(State.FAILED);
  }

  @Test
  void aTableWithoutItsIndexGetsTheStatementThatMakesIt() {
    var bare =
        new SourceTable(
            SourceTable.Kind.TABLE,
            "public",
            List.of(),
            List.of(),
            List.of(),
            false,
            List.of(),
            false,
            List.of());
    assertThat(SourceTableCheck.table(SourceTable.Name.EVENTS, bare, true, new Postgresql(), false))
        .isEqualTo(
            Finding.warning(
                "events",
                "a table without index on name, occurred_at",
                "create index concurrently on events (name, occurred_at, user_id)"));
    assertThat(
            SourceTableCheck.table(SourceTable.Name.PROFILES, bare, true, new H2(), true).remedy())
        .isEqualTo("create unique index on profiles (user_id)");
  }

  @ParameterizedTest
  @CsvSource({
    "TABLE, true, muster import events FILE",
    "TABLE, false, 'see that it has rows, and that the login sees them'",
    "VIEW, false, 'see that it has rows, and that the login sees them'",
    "MATERIALIZED, false, 'see that it has rows, and that the login sees them'",
    "FOREIGN, false, 'see that it has rows, and that the login sees them'",
  })
  void importsFillEmptyTablesOfMustersAlone(SourceTable.Kind kind, boolean made, String remedy) {
    var empty =
        new SourceTable(
            kind, "public", List.of(), List.of(), List.of(), true, List.of(), made, List.of());
    assertThat(SourceTableCheck.table(SourceTable.Name.EVENTS, empty, true, new Postgresql(), true))
        .isEqualTo(Finding.warning("events", "empty", remedy));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          profiles     | shop  | true  | row security may hide rows from the login: they are in no audience; if that is not meant, use a role with bypassrls
          crm.customer | shop  | true  | row security of crm.customer may hide rows from the login: they are in no audience; if that is not meant, use a role with bypassrls
          crm.customer | owner | false | row security of crm.customer may hide rows from role owner, who owns the view over it: they are in no audience; if that is not meant, let the view be owned by a role with bypassrls
          """)
  void rowSecurityIsAWarning(String table, String reader, boolean login, String said) {
    var finding = SourceRowsCheck.hidden(new RowSecurity("profiles", table, reader, login));
    assertThat(finding.state()).isEqualTo(State.WARNING);
    assertThat(finding.line()).isEqualTo("profiles: " + said);
    assertThat(DatabaseCheck.tellsOfUnseenUsers(finding)).isTrue();
  }

  @Test
  void anEmptyTableThatHidesAnotherIsAFailure() {
    var hiding =
        new SourceTable(
            SourceTable.Kind.TABLE,
            "muster",
            List.of("shop"),
            List.of("shop"),
            List.of(),
            true,
            List.of(),
            false,
            List.of());
    assertThat(
            SourceTableCheck.table(SourceTable.Name.EVENTS, hiding, true, new Postgresql(), true))
        .satisfies(finding -> {
          assertThat(finding.state()).isEqualTo(State.FAILED);
          assertThat(finding.line())
              .isEqualTo(
                  "events: empty, and hides the other (of schema muster; also in shop, not read);"
                      + " drop table muster.events, if it was made by mistake, or change the login's"
                      + " search_path");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ABSENT | true  | false | "Events"          | FAILED  | events: no such table, but "Events", which is not found without quotes; create view events as select … from "Events"
          ABSENT | true  | false | "Events" "EVENTS" | FAILED  | events: no such table, but "Events", "EVENTS", which are not found without quotes; create view events as select … from "Events"
          TABLE  | true  | true  | "Events"          | FAILED  | events: empty, beside "Events", which is not found without quotes; drop table events, and create view events as select … from "Events"
          TABLE  | true  | false | "Events"          | WARNING | events: empty; see that it has rows, and that the login sees them
          VIEW   | false | false | "Events"          | OK      | events: a view; 'muster check CAMPAIGN' tells by which indexes it is read
          """)
  void tablesThatAreFoundInQuotesAloneAreNotPassedOver(
      SourceTable.Kind kind, boolean empty, boolean made, String quoted, State state, String said) {
    var table =
        new SourceTable(
            kind,
            null,
            List.of(),
            List.of(),
            List.of(),
            empty,
            List.of(),
            made,
            List.of(quoted.split(" ", -1)));
    for (var schemaIsCurrent : List.of(true, false)) {
      var finding =
          SourceTableCheck.table(
              SourceTable.Name.EVENTS, table, schemaIsCurrent, new Postgresql(), true);
      assertThat(finding.state()).isEqualTo(state);
      assertThat(finding.line()).isEqualTo(said);
    }
  }

  @Test
  void aColumnOfAnotherTypeIsAFailure() {
    var wrong =
        new SourceTable(
            SourceTable.Kind.VIEW,
            "public",
            List.of("shop"),
            List.of("shop"),
            List.of(
                new SourceColumn.Fault(
                    "user_id", "text", "bigint", "user_id::text as user_id", null),
                new SourceColumn.Fault("a", "text", "b", "c as a", "for d e"),
                new SourceColumn.Fault("f", "text", "b", "c as f", "for d e")),
            true,
            List.of(),
            false,
            List.of());
    assertThat(
            SourceTableCheck.table(SourceTable.Name.PROFILES, wrong, true, new Postgresql(), true))
        .extracting(Finding::line)
        .isEqualTo(
            "profiles: column user_id: expected text, found bigint, column a: expected text, found b,"
                + " column f: expected text, found b (of schema public; also in shop, not read);"
                + " write into the view: user_id::text as user_id, c as a, c as f (for d e)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TABLE  | b           | a table, indexed by user_id (of schema a; also in b, not read)
          TABLE  | b c d       | a table, indexed by user_id (of schema a; also in b, c, d, not read)
          TABLE  | b c d e     | a table, indexed by user_id (of schema a; also in b, c, d and 1 more, not read)
          TABLE  | b c d e f g | a table, indexed by user_id (of schema a; also in b, c, d and 3 more, not read)
          VIEW   | b c d e     | a view (of schema a; also in b, c, d and 1 more, not read); 'muster check CAMPAIGN' tells by which indexes it is read
          FOREIGN | b | a foreign table (of schema a; also in b, not read); its indexes are the other server's
          MATERIALIZED | b | a materialized view, indexed by user_id (of schema a; also in b, not read)
          ABSENT | b c d       | no such table (that of schema b, c, d is not in the login's search_path)
          ABSENT | b c d e f   | no such table (that of schema b, c, d and 2 more is not in the login's search_path)
          """)
  void ofOtherSchemasWithATableOfTheNameThreeAreNamed(
      SourceTable.Kind kind, String others, String said) {
    var table =
        new SourceTable(
            kind,
            "a",
            List.of(others.split(" ", -1)),
            List.of(),
            List.of(),
            false,
            List.of(List.of("user_id")),
            false,
            List.of());
    assertThat(
            SourceTableCheck.table(SourceTable.Name.PROFILES, table, true, new Postgresql(), true))
        .extracting(Finding::found)
        .isEqualTo(said);
  }

  @Test
  void readingAllEventsIsAWarningWhenTheDatabaseSaysThatItCosts() {
    var profiles = new QueryPlan.Read("profiles", null, 1e9);
    assertThat(plan(profiles, new QueryPlan.Read("events", "events_name_time", 1e9)))
        .isEqualTo(
            Finding.ok(
                "audience",
                "the database expects 17,000 users; reads all of profiles, reads events by"
                    + " events_name_time"));
    assertThat(plan(profiles, new QueryPlan.Read("events", null, 99_999)).state())
        .isEqualTo(State.OK);
    assertThat(plan(profiles, new QueryPlan.Read("events", null, 100_000)).state())
        .isEqualTo(State.WARNING);
    assertThat(
            plan(
                    new QueryPlan.Read("activity_past", null, 60_000),
                    new QueryPlan.Read("activity_now", null, 40_000))
                .remedy())
        .startsWith("if activity_past holds events: create index concurrently on activity_past (")
        .contains("; if activity_now holds events: create index concurrently on activity_now (");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "0, the database expects 0 users; reads no table",
        "1, the database expects 1 user; reads no table",
        "1000, 'the database expects 1,000 users; reads no table'",
        "-, reads no table",
      })
  void aPlanWithoutTablesIsSaidToReadNone(@Nullable Long users, String said) {
    var expected = users == null ? OptionalLong.empty() : OptionalLong.of(users);
    assertThat(CampaignCheck.finding(new QueryPlan(expected, List.of())))
        .isEqualTo(Finding.ok("audience", said));
  }

  private static Finding plan(QueryPlan.Read... reads) {
    return CampaignCheck.finding(new QueryPlan(OptionalLong.of(17_000), List.of(reads)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "us, api.segment.io/v1, OK",
        "us, api.segment.io, OK",
        "us, events.eu1.segmentapis.com/v1, FAILED",
        "eu, events.eu1.segmentapis.com/v1, OK",
        "eu, api.segment.io/v1, FAILED",
        "us, -, WARNING",
        "http://127.0.0.1:8377/v1, 127.0.0.1:8377/v1, OK",
        "http://127.0.0.1:8377/v1, 127.0.0.1:8378/v1, WARNING",
        "us, events.shop.example.com/v1, WARNING",
        "https://events.shop.example.com, api.segment.io/v1, WARNING",
      })
  void aSourceMustBeWhereMessagesGo(String receiver, @Nullable String host, State state) {
    var findings = key(receiver).findings(new KeyState.Known(host));
    assertThat(findings)
        .extracting(Finding::subject, Finding::state)
        .containsExactly(tuple("write key", State.OK), tuple("region", state));
  }

  @Test
  void aKeyThatNamesNoSourceIsAFailureAndOneThatCannotBeAskedAboutIsNot() {
    assertThat(key("us").findings(new KeyState.Unknown("cdn.segment.com")).getFirst())
        .isEqualTo(
            Finding.failed(
                "write key",
                "names no source: cdn.segment.com knows no settings of it (404); messages with it"
                    + " would be refused, or answered 200 and lost",
                "set SEGMENT_WRITE_KEY to the write key of your Segment source"));
    assertThat(key("us").findings(new KeyState.SomebodyElse("cdn.segment.com")).getFirst().state())
        .isEqualTo(State.FAILED);
    assertThat(key("us").findings(new KeyState.Untold("no answer")).getFirst())
        .isEqualTo(
            Finding.warning("write key", "not known whether it names a source: no answer", null));
  }

  @ParameterizedTest
  @CsvSource({
    "us, not 32 characters long, check SEGMENT_WRITE_KEY",
    "https://segment.example/v1, not 32 characters long, check SEGMENT_WRITE_KEY",
    "http://127.0.0.1:8377, not known whether it names a source: no answer, ",
  })
  void theLengthOfAKeyTellsNothingOnThisMachine(
      String receiver, String said, @Nullable String remedy) {
    var finding =
        new KeyCheck(Endpoint.of(receiver), WriteKey.of("too-short"))
            .findings(new KeyState.Untold("no answer"))
            .getFirst();
    assertThat(finding.state()).isEqualTo(State.WARNING);
    assertThat(finding.found()).startsWith(said);
    assertThat(finding.remedy()).isEqualTo(remedy);
  }

  private static KeyCheck key(String receiver) {
    return new KeyCheck(Endpoint.of(receiver), WriteKey.of("0123456789abcdef0123456789abcdef"));
  }

  @ParameterizedTest
  @CsvSource({
    "404, false, OK, answers",
    "405, false, OK, answers",
    "200, false, OK, answers",
    "401, false, OK, answers",
    "404, false, OK, answers",
    "405, false, OK, answers",
    "503, false, WARNING, 'answers, but with 503'",
    "410, false, WARNING, 'answers, but with 410'",
    "501, false, FAILED, 'answers with 501, as the Segment API never does: a run would end there'",
    "505, false, FAILED, 'answers with 505, as the Segment API never does: a run would end there'",
    "200, true, FAILED, answers with a page of HTML",
    "400, true, FAILED, 'answers with 400 and a page of HTML, as the Segment API never does'",
    "422, true, FAILED, 'answers with 422 and a page of HTML, as the Segment API never does'",
    "403, true, WARNING, 'answers with 403 and a page of HTML: not known whether it takes messages'",
    "404, true, WARNING, 'answers with 404 and a page of HTML: not known whether it takes messages'",
    "400, false, OK, answers",
    "301, false, FAILED, 'answers with 301, a redirect'",
    "302, false, FAILED, 'answers with 302, a redirect'",
    "307, false, FAILED, 'answers with 307, a redirect'",
    "308, false, FAILED, 'answers with 308, a redirect'",
    "511, false, FAILED, 'answers with 511: the network wants a login first'",
  })
  void aReceiverThatAnswersAsARunCanDoWithIsThere(
      int status, boolean page, State state, String said) {
    var findings =
        new ReceiverCheck(Endpoint.of("us"), false)
            .findings(new Reach.Reached(status, page, true, null, null, null), NOW);
    assertThat(findings.getFirst().state()).isEqualTo(state);
    assertThat(findings.getFirst().found()).contains(" " + said);
    assertThat(findings.getLast().found()).contains("does not tell its time");
  }

  @ParameterizedTest
  @CsvSource({
    "https://segment.example/v1, 404, WARNING",
    "https://segment.example/v1, 405, WARNING",
    "https://segment.example/v1, 400, OK",
    "https://segment.example/v1, 401, WARNING",
    "https://segment.example/v1, 403, WARNING",
    "http://127.0.0.1:8377, 404, WARNING",
    "http://127.0.0.1:8377, 405, OK",
    "eu, 404, OK",
    "https://segment.example/v1, 501, FAILED",
  })
  void aReceiverThatIsNotSegmentsOwnMayBeAtAnotherAddress(String address, int status, State state) {
    var finding =
        new ReceiverCheck(Endpoint.of(address), false)
            .findings(new Reach.Reached(status, false, true, null, null, null), NOW)
            .getFirst();
    assertThat(finding.state()).isEqualTo(state);
    assertThat(finding.remedy() == null).isEqualTo(state == State.OK);
  }

  @Test
  void aReceiverThatDoesNotListSendingMayBeAtAnotherAddress() {
    var finding =
        new ReceiverCheck(Endpoint.of("http://127.0.0.1:8377"), false)
            .findings(new Reach.Reached(405, false, false, null, null, null), NOW)
            .getFirst();
    assertThat(finding.state()).isEqualTo(State.WARNING);
    assertThat(finding.found()).endsWith(" answers with 405: not known whether it takes messages");
  }

  @Test
  void aRedirectIsSaidWithWhomItSaysToAsk() {
    var finding =
        new ReceiverCheck(Endpoint.of("us"), false)
            .findings(
                new Reach.Reached(302, false, true, "http://portal.example/", null, null), NOW)
            .getFirst();
    assertThat(finding.found()).endsWith(" answers with 302, a redirect to http://portal.example/");
    assertThat(finding.remedy()).contains("set SEGMENT_API", "proxy or portal");
  }

  @Test
  void aReceiverMayAnswer511ToWhomItGaveNoToken() {
    var findings =
        new ReceiverCheck(Endpoint.of("us"), true)
            .findings(new Reach.Reached(511, false, true, null, null, null), NOW);
    assertThat(findings.getFirst().state()).isEqualTo(State.WARNING);
  }

  @Test
  void aProxyThatBarsTheWayIsToldAsSuch() {
    var finding =
        new ReceiverCheck(Endpoint.of("us"), false)
            .findings(new Reach.Barred("IOException: CONNECT: 403", "go around it"), NOW)
            .getFirst();
    assertThat(finding.state()).isEqualTo(State.FAILED);
    assertThat(finding.found()).endsWith("(IOException: CONNECT: 403)");
    assertThat(finding.remedy()).isEqualTo("go around it");
  }

  @Test
  void aReceiverThatDoesNotAnswerOrIsNotTrustedIsAFailure() {
    var check = new ReceiverCheck(Endpoint.of("us"), false);
    assertThat(check.findings(new Reach.NotReached("UnknownHostException"), NOW))
        .singleElement()
        .satisfies(finding -> assertThat(finding.subject()).isEqualTo("receiver"));
    assertThat(check.findings(new Reach.Insecure("SSLHandshakeException", "trust it"), NOW))
        .containsExactly(
            Finding.failed("tls", Endpoint.of("us") + ": SSLHandshakeException", "trust it"));
  }

  @ParameterizedTest
  @CsvSource({"2026a, OK", "2024b, OK", "2023d, WARNING"})
  void timeZoneDataShouldNotBeYearsOld(String version, State state) {
    assertThat(MachineCheck.timeZones(version, NOW).state()).isEqualTo(state);
  }

  @Test
  void aTokenThatIsNotToBeHadIsAFailureUnlessItsServerMayRecover() {
    assertThat(TokenCheck.finding(new TokenState.NotGiven("https://t: 400", "check it")))
        .isEqualTo(Finding.failed("oauth", "no token of https://t: 400", "check it"));
    assertThat(TokenCheck.finding(new TokenState.NotNow("https://t: 502")))
        .isEqualTo(
            Finding.warning("oauth", "no token of https://t: 502", "see whether it recovers"));
  }
}
