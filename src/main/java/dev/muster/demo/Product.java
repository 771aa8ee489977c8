package dev.muster.demo;

import java.util.ArrayList;
import java.util.List;

/** Something the shop sells. */
record Product(String id, String category, int cents) {

  /** How many there are; the upper half costs more than 500. */
  static final int COUNT = 400;

  private static final List<String> CHEAP =
      List.of("Books", "Toys", "Garden", "Kitchen", "Beauty", "Sports");
  private static final List<String> DEAR = List.of("Computers", "Furniture", "Bicycles", "Watches");

  /** All products: the first half cheap, the second expensive. */
  static List<Product> range(long seed) {
    var chance = new Chance(seed, Long.MIN_VALUE);
    var products = new ArrayList<Product>();
    for (int number = 0; number < COUNT; number++) {
      var dear = number >= COUNT / 2;
      products.add(
          new Product(
              "p%03d".formatted(number + 1),
              chance.one(dear ? DEAR : CHEAP),
              dear
                  ? 50_001 + chance.ratherLowBelow(200_000)
                  : 299 + chance.ratherLowBelow(49_700)));
    }
    return List.copyOf(products);
  }

  static Product any(List<Product> products, double expensive, Chance chance) {
    // Some products are looked at far more often than others.
    var among = chance.ratherLowBelow(COUNT / 2);
    return products.get(chance.of(expensive) ? COUNT / 2 + among : among);
  }
}
