package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.Database;
import dev.muster.campaign.Condition;
import dev.muster.campaign.UserId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Audiences that others have worked out, too. */
class SakilaIT {
  private static final Path SAKILA = Path.of("../shared/conformance/sakila");
  private static final Instant AS_OF = Instant.parse("2005-08-20T00:00:00Z");

  private static @Nullable Shops shops;

  @BeforeAll
  static void importOnce() {
    assumeTrue(Files.isDirectory(SAKILA), "skipped, because there is no folder " + SAKILA);
    shops =
        Shops.filled(shop -> {
          try {
            var intake = shop.database().intake(shop.dataSource());
            intake.profiles(Source.file(SAKILA.resolve("profiles.csv.gz")), Options.defaults());
            intake.events(Source.file(SAKILA.resolve("events.csv.gz")), Options.defaults());
          } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @AfterAll
  static void close() {
    if (shops != null) {
      shops.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk01-5-rentals-7d",
        "sk02-open-rental",
        "sk03-paid-60-in-30d",
        "sk04-avg-payment",
        "sk05-first-rental-late",
        "sk06-no-return-lately",
        "sk07-r-rated-scares",
        "sk08-same-film-twice",
        "sk09-late-returners",
        "sk10-nested-india-china",
        "sk11-store2-never-horror",
        "sk12-wide-taste-cheap"
      })
  void findsExactlyTheExpectedUsers(String segment) throws Exception {
    var audience =
        AudienceText.read(
            CampaignFiles.onDisk(SAKILA.resolve("campaigns").resolve(segment + ".yaml")));
    var expected =
        new TreeSet<>(Files.readAllLines(SAKILA.resolve("expected/" + segment + ".ids")));
    var filled = java.util.Objects.requireNonNull(shops);
    filled.forEach(shop ->
        assertThat(shop.asOf(AS_OF).users(audience)).as("%s", shop.database()).isEqualTo(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk02-open-rental",
        "sk04-avg-payment",
        "sk05-first-rental-late",
        "sk08-same-film-twice",
        "sk10-nested-india-china"
      })
  void explainsEveryUserAsTheAudienceFindsThem(String segment) throws Exception {
    var audience =
        AudienceText.read(
            CampaignFiles.onDisk(SAKILA.resolve("campaigns").resolve(segment + ".yaml")));
    var filled = java.util.Objects.requireNonNull(shops);
    for (var database : Database.values()) {
      var shop = filled.in(database).asOf(AS_OF);
      var users = shop.users(audience);
      for (var user : shop.users(new Condition.Everyone())) {
        // Every tenth, and some who are found, where they are few.
        if (user.endsWith("7") || (users.contains(user) && users.size() < 100)) {
          var explained =
              (Explained.WithProfile)
                  Explainer.explain(shop.source(), audience, shop.options(), new UserId(user));
          assertThat(explained.qualifies())
              .as("%s %s", database, user)
              .isEqualTo(users.contains(user));
          assertThat(explained.conditions().met())
              .as("%s %s", database, user)
              .isEqualTo(users.contains(user));
        }
      }
    }
  }
}
