package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.Condition;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The same shop in every database, filled once for many questions. */
final class Shops implements AutoCloseable {
  private final Map<Database, Shop> shops = new EnumMap<>(Database.class);

  /** Shops that are filled by an action. */
  static Shops filled(Consumer<Shop> action) {
    var shops = new Shops();
    for (var database : Database.values()) {
      var shop = new Shop(database);
      action.accept(shop);
      shops.shops.put(database, shop);
    }
    return shops;
  }

  Shop in(Database database) {
    return java.util.Objects.requireNonNull(shops.get(database));
  }

  void forEach(Consumer<Shop> action) {
    shops.values().forEach(action);
  }

  /** Asks every database for the audience written so, which must be these users. */
  void assertAudience(String yaml, String users) {
    assertAudience(AudienceText.audience(yaml), users);
  }

  /** Asks every database for the audience, which must be these users. */
  void assertAudience(Condition audience, String users) {
    var expected = new TreeSet<>(Arrays.asList(users.split(" ")));
    expected.remove("-");
    shops.forEach((database, shop) ->
        assertThat(shop.users(audience)).as("%s on %s", audience, database).isEqualTo(expected));
  }

  @Override
  public void close() {
    shops.values().forEach(Shop::close);
  }
}
