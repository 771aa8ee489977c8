package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.RunId;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.report.MemberTable;
import dev.muster.run.job.BatchInfrastructure;
import dev.muster.store.Member;
import dev.muster.store.MemberList;
import dev.muster.store.MemberOf;
import dev.muster.store.Outcomes;
import dev.muster.store.Position;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.Store;
import dev.muster.store.Stretch;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Who was in a run, one after the other. */
class MemberListIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final Instant AFTER = Instant.parse("2026-11-16T09:00:01.500Z");
  private static final Set<Verdict> ALL = EnumSet.allOf(Verdict.class);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void handsOverEveryVerdictInOrderOfPosition(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
      var run = plan(store);
      var position = 0L;
      for (var verdict : Verdict.values()) {
        add(store, run, ++position, verdict, AFTER);
      }

      var rows = rows(store, run, ALL);

      assertThat(rows)
          .extracting(MemberList.Row::verdict)
          .containsExactlyElementsOf(Arrays.asList(Verdict.values()));
      assertThat(rows).allMatch(row -> row.dueAt().equals(MONDAY));
      assertThat(rows)
          .filteredOn(row -> row.acceptedAt() != null)
          .singleElement()
          .isEqualTo(
              new MemberList.Row(new UserId("u18"), "r18", Verdict.ACCEPTED, MONDAY, AFTER, null));
      for (var verdict : Verdict.values()) {
        assertThat(rows(store, run, Set.of(verdict)))
            .singleElement()
            .extracting(MemberList.Row::verdict)
            .isEqualTo(verdict);
      }
      assertThat(rows(store, run, EnumSet.of(Verdict.CONTROL, Verdict.ACCEPTED)))
          .extracting(MemberListIT::id)
          .containsExactly("u3", "u18");
    }
  }

  /** Also of who was rejected by an earlier execution, and sent to again. */
  @ParameterizedTest
  @EnumSource
  void givesTheLatestExecutionsCodeToTheRejectedAndInvalidAlone(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
      var run = plan(store);
      for (var position = 1; position <= 4; position++) {
        add(store, run, position, Verdict.PENDING, AFTER);
      }
      ends(
          store,
          run,
          2,
          new Outcomes.End(Verdict.REJECTED, AFTER, "http_400"),
          new Outcomes.End(Verdict.ACCEPTED, AFTER, null),
          new Outcomes.End(Verdict.INVALID, AFTER, "too_large"),
          new Outcomes.End(Verdict.REJECTED, AFTER, "http_400"));
      store.rejections().takeBack(run.key(), 1);
      ends(
          store,
          run,
          10,
          new Outcomes.End(Verdict.REJECTED, AFTER, "http_403"),
          new Outcomes.End(Verdict.ACCEPTED, AFTER, null));

      assertThat(rows(store, run, ALL))
          .extracting(MemberList.Row::code)
          .containsExactly("http_403", null, "too_large", null);
      assertThat(rows(store, run, Set.of(Verdict.INVALID)))
          .extracting(MemberList.Row::code)
          .containsExactly("too_large");
    }
  }

  /** Whatever the gates had made of them. */
  @ParameterizedTest
  @EnumSource
  void countsAllOfARefusedRunAsRefused(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(101)) {
      var campaign =
          pad.campaign(
              "all",
              """
              who:
                audience: { everyone: true }
                control_group: { percent: 50 }
                cap: { abort_above: 100 }
              what: { track: Offer }
              """);
      var run = pad.run(pad.launch(campaign, MONDAY));

      assertThat(settled(pad, run)).isTrue();
      assertThat(rows(pad.store(), run, ALL))
          .hasSize(101)
          .allMatch(row -> row.verdict() == Verdict.REFUSED && row.acceptedAt() == null);
      assertThat(rows(pad.store(), run, Set.of(Verdict.REFUSED))).hasSize(101);
      assertThat(rows(pad.store(), run, Set.of(Verdict.CONTROL, Verdict.PENDING))).isEmpty();
    }
  }

  /** Who was held back, as the goal of a campaign compares them: by a join on the user's id. */
  @ParameterizedTest
  @EnumSource
  void letsOthersJoinOnTheControlGroup(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(200)) {
      var campaign =
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true }, control_group: { percent: 20 } }
              what: { track: Offer }
              """);
      var end = pad.launch(campaign, MONDAY);
      var run = pad.run(end);

      var control = rows(pad.store(), run, Set.of(Verdict.CONTROL));
      var accepted = rows(pad.store(), run, Set.of(Verdict.ACCEPTED));

      assertThat(settled(pad, run)).isTrue();
      assertThat(control).hasSize((int) pad.users(end, Verdict.CONTROL)).isNotEmpty();
      assertThat(control).allMatch(row -> id(row).equals(row.recipient()));
      assertThat(accepted)
          .extracting(MemberListIT::id)
          .containsExactlyInAnyOrderElementsOf(pad.storedUsers());
      var profiles =
          new JdbcTemplate(pad.dataSource())
              .queryForList("select user_id from profiles", String.class);
      assertThat(profiles)
          .hasSize(control.size() + accepted.size())
          .containsAll(control.stream().map(MemberListIT::id).toList())
          .containsAll(accepted.stream().map(MemberListIT::id).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "running, false",
    "failed, false",
    "stopped, false",
    "abandoned, false",
    "waiting, true",
    "refused, true",
    "completed, true"
  })
  void isThereOnceTheAudienceHasGoneThroughItsGates(String status, boolean settled) {
    for (var database : Database.values()) {
      try (var dataSource = database.newDataSource()) {
        var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
        var run = plan(store);
        add(store, run, 1, Verdict.PENDING, AFTER);
        new JdbcTemplate(dataSource)
            .update(
                "update muster_run set status = ?, reason = 'a test', ended_at = started_at,"
                    + " next_window_at = started_at",
                status);

        assertThat(
                new Milestones(store, BatchInfrastructure.on(dataSource).record())
                    .settled(store.runs().get(run.id())))
            .isEqualTo(settled);
      }
    }
  }

  /** Far below a second; what looks for each code among all takes minutes. */
  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void handsOverManyWithoutLookingForEachAmongAll(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
      var run = plan(store);
      for (var from = 1L; from <= 20_000; from += 2000) {
        var positions = LongStream.range(from, from + 2000).boxed().toList();
        store
            .members()
            .add(
                run.key(),
                positions.stream().map(position -> member(position, Verdict.PENDING)).toList());
        ends(
            store,
            run,
            1,
            positions.stream()
                .map(position -> new Outcomes.End(Verdict.REJECTED, AFTER, "http_" + position))
                .toArray(Outcomes.End[]::new));
      }

      var last = new AtomicLong();
      store
          .members()
          .list()
          .each(
              run,
              ALL,
              row -> {
                assertThat(id(row)).isEqualTo("u" + last.incrementAndGet());
                assertThat(row.code()).isEqualTo("http_" + last.get());
              });
      assertThat(last).hasValue(20_000);
    }
  }

  /** What RFC 4180 quotes, and what is not there. */
  @ParameterizedTest
  @EnumSource
  void survivesCsvAndNdjson(Database database) throws Exception {
    var ids =
        List.of("plain", "a,b", "say \"hi\"", "two\nlines", " blank ", "ümläut 🎉", "'x", "null");
    try (var dataSource = database.newDataSource()) {
      var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
      var run = plan(store);
      for (var i = 0; i < ids.size(); i++) {
        store
            .members()
            .add(run.key(), List.of(member(i + 1, ids.get(i), null, Verdict.UNREACHABLE)));
      }
      var csv = new StringWriter();
      var ndjson = new StringWriter();
      store.members().list().each(run, ALL, MemberTable.csv(csv));
      store.members().list().each(run, ALL, MemberTable.ndjson(ndjson));

      try (var rows = CsvReader.builder().ofNamedCsvRecord(csv.toString())) {
        var read = rows.stream().toList();
        assertThat(read).extracting(row -> row.getField("user_id")).isEqualTo(ids);
        assertThat(read.getFirst().getHeader())
            .containsExactly("user_id", "recipient", "verdict", "due_at", "accepted_at", "code");
      }
      assertThat(csv.toString())
          .contains("\nplain,,unreachable,2026-11-16T09:00:00Z,,\n")
          .contains("\n\"a,b\",,unreachable,2026-11-16T09:00:00Z,,\n");
      var json = new JsonMapper();
      var lines = ndjson.toString().lines().map(json::readTree).toList();
      assertThat(lines).extracting(line -> line.path("user_id").asString()).isEqualTo(ids);
      assertThat(lines.getFirst())
          .hasToString(
              "{\"user_id\":\"plain\",\"recipient\":null,\"verdict\":\"unreachable\","
                  + "\"due_at\":\"2026-11-16T09:00:00Z\",\"accepted_at\":null,\"code\":null}");
    }
  }

  private static boolean settled(LaunchPad pad, Run run) {
    return new Milestones(pad.store(), pad.batch().record()).settled(run);
  }

  private static List<MemberList.Row> rows(Store store, Run run, Set<Verdict> verdicts) {
    var rows = new ArrayList<MemberList.Row>();
    store.members().list().each(run, verdicts, rows::add);
    return rows;
  }

  private static String id(MemberList.Row row) {
    return row.userId().value();
  }

  private static Run plan(Store store) {
    var id = new RunId(new CampaignId("all"), MONDAY);
    store.states().plan(id, MONDAY, ZoneOffset.UTC, Purpose.REAL, 4, MONDAY);
    return requireNonNull(store.runs().get(id));
  }

  /** Adds a member as it is found, and decides about it where delivery does. */
  private static void add(Store store, Run run, long position, Verdict verdict, Instant at) {
    var delivered =
        EnumSet.of(Verdict.ABORTED, Verdict.INVALID, Verdict.REJECTED, Verdict.ACCEPTED)
            .contains(verdict);
    store
        .members()
        .add(run.key(), List.of(member(position, delivered ? Verdict.PENDING : verdict)));
    if (delivered) {
      store.members().decide(run.key(), verdict, at, List.of(new Position(position)));
    }
  }

  /** How the pending members ended, in order of position. */
  private static void ends(Store store, Run run, int execution, Outcomes.End... ends) {
    var pending = store.members().due(run.key(), new Stretch(1, 100_000), MONDAY, 100_000);
    assertThat(pending).hasSameSizeAs(ends);
    store
        .outcomes()
        .append(
            run.key(),
            execution,
            IntStream.range(0, ends.length)
                .mapToObj(i -> new Outcomes.Read(pending.get(i), ends[i]))
                .toList());
  }

  private static Member member(long position, Verdict verdict) {
    return member(position, "u" + position, "r" + position, verdict);
  }

  private static Member member(
      long position, String userId, @Nullable String recipient, Verdict verdict) {
    return MemberOf.recipient(position, userId, Recipient.of(recipient, null), verdict, MONDAY);
  }
}
