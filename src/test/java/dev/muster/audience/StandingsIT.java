package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Database;
import dev.muster.campaign.Condition;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.source.UnfitSource;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StandingsIT {
  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.profiles(
                  """
                  ann {"plan": "pro", "crm": "c-1"}
                  bob {"plan": "free", "crm": "c-2"}
                  out {"plan": "pro", "crm": "c-1"}
                  """)
              .update("update profiles set opted_out = true where user_id = 'out'")
              .update(
                  "update profiles set anonymous_id = 'anon', timezone = 'Asia/Tokyo'"
                      + " where user_id = 'ann'")
              .event("ann", "Opened", Instant.parse("2026-12-01T08:00:00Z"), "{}")
              .event("ann", "Opened", Instant.parse("2026-12-01T09:00:00Z"), "{}")
              .event("bob", "Opened", Instant.parse("2026-12-01T09:00:00Z"), "{}")
              .list("vip.csv", "bob"));

  @AfterAll
  static void close() {
    SHOPS.close();
  }

  private static AudienceOptions options(Shop shop, String userIdAttribute) {
    return new AudienceOptions(
        shop.database().product(),
        Instant.parse("2026-12-01T12:00:00Z"),
        ZoneOffset.UTC,
        userIdAttribute,
        "anonymous_id",
        false,
        new ListSource.Beside(new RunKey(1)));
  }

  private static List<Standing> standings(
      Shop shop, @Nullable Condition audience, String userIdAttribute, String asked)
      throws SQLException {
    return new Standings(shop.source(), audience, options(shop, userIdAttribute))
        .of(
            Arrays.stream(asked.split(" "))
                .map(one -> one.split("@"))
                .map(one ->
                    new Standings.Asked(
                        new UserId(one[0]), Instant.parse("2026-12-01T" + one[1] + "Z")))
                .toList());
  }

  private static String said(List<Standing> standings) {
    return String.join(
        " ",
        standings.stream()
            .map(standing ->
                switch (standing) {
                  case Standing.NoProfile _ -> "none";
                  case Standing.NotQualified _ -> "no";
                  case Standing.Qualified(var user) -> user.userId().value();
                })
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
                                                            | ann@09:00:00 out@09:00:00 gone@09:00:00 bob@09:00:00 ann@10:00:00 | ann no none bob ann
          { profile: { plan: pro } }                        | ann@09:00:00 out@09:00:00 gone@09:00:00 bob@09:00:00 | ann no none no
          # no event at or after the instant is seen, not even the triggering one
          { did: Opened }                                   | ann@08:00:00 ann@08:00:00.000001 ann@09:00:00 bob@09:00:00 bob@09:00:00.000001 | no ann ann no bob
          { did_not: Opened, during: { last_days: 0 } }     | ann@08:00:00 ann@09:00:00 bob@09:00:00 gone@09:00:00 out@08:00:00 | ann no bob none no
          # all who are asked about as of one instant
          { did: Opened }                                   | ann@09:00:00 bob@09:00:00 out@09:00:00 gone@09:00:00 | ann no no none
          { any: [ { did: Opened }, { list: vip.csv } ] }   | ann@08:00:00 bob@08:00:00 | no bob
          { list: vip.csv }                                 | ann@08:00:00 bob@08:00:00 bob@09:00:00 | no bob bob
          { none: [ { did: Opened } ] }                     | ann@08:00:00 bob@08:00:00 ann@09:00:00 | ann bob no
          """)
  void areAsOfTheTriggersInstant(@Nullable String audience, String asked, String expected)
      throws SQLException {
    var condition =
        audience == null
            ? null
            : AudienceText.audience(audience, Map.of("vip.csv", "user_id\nbob\n"));
    for (var database : Database.values()) {
      assertThat(said(standings(SHOPS.in(database), condition, "user_id", asked)))
          .as("%s", database)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellHandWrittenQueriesTheLaunchsAsOf(Database database) throws SQLException {
    var query =
        new Condition.Sql(
            "segments/test.sql",
            "select user_id from profiles where :as_of"
                + " = cast('2026-12-01 12:00:00+00' as timestamp with time zone)",
            Map.of());

    assertThat(said(standings(SHOPS.in(database), query, "user_id", "ann@08:00:00 bob@09:00:00")))
        .isEqualTo("ann bob");
  }

  @ParameterizedTest
  @EnumSource
  void sayByWhatTheReceiverKnowsThemAndWhetherSomebodyElseOfThatIdHasOptedOut(Database database)
      throws SQLException {
    assertThat(standings(SHOPS.in(database), null, "crm", "ann@09:00:00 bob@09:00:00"))
        .containsExactly(
            new Standing.Qualified(
                new Audience.Qualified(
                    new UserId("ann"), Recipient.of("c-1", "anon"), "Asia/Tokyo", null, true)),
            new Standing.Qualified(
                new Audience.Qualified(
                    new UserId("bob"), Recipient.of("c-2", null), null, null, false)));
  }

  @ParameterizedTest
  @EnumSource
  void refuseUsersWithSeveralProfiles(Database database) throws SQLException {
    try (var shop = new Shop(database)) {
      shop.profile("ann", "{}")
          .profile("bob", "{}")
          .update("alter table profiles rename to customers")
          .update(
              "create view profiles as select * from customers union all select * from customers"
                  + " where user_id = 'ann'");

      assertThat(said(standings(shop, null, "user_id", "bob@09:00:00"))).isEqualTo("bob");
      assertThatThrownBy(() -> standings(shop, null, "user_id", "bob@09:00:00 ann@09:00:00"))
          .isInstanceOf(UnfitSource.class)
          .hasMessageStartingWith("profiles: 1 user id stands in more than one row")
          .hasMessageNotContaining("ann");
    }
  }
}
