package dev.muster.demo;

import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A shop with customers and the log of what they did, made up as it is read: nothing lies in memory
 * or on disk. The same seed, instant and size give the same rows, on any machine.
 *
 * <p>Customers are of four habits, from those who hardly come to those who buy every week; most
 * subscribers are among the latter. The log runs day by day and ends before {@code asOf}: {@code
 * App Opened} {platform}, {@code Product Viewed} {product_id, category, price}, {@code Added To
 * Cart} {product_id, price}, {@code Charged} {product_id, amount, currency, category}, {@code App
 * Uninstalled} {}.
 *
 * @param seed of all chances; java.util.random's L64X128MixRandom
 * @param asOf no event is at or after it
 * @param customers how many profiles there are
 * @param days how far back the log goes
 * @param activity how often customers come; 1 gives about ten events a customer in 90 days
 */
public record Shop(long seed, Instant asOf, int customers, int days, double activity) {
  private static final long SEED = 20_261_201;

  public Shop {
    asOf = asOf.truncatedTo(ChronoUnit.SECONDS);
    if (customers < 1 || days < 1 || !(activity > 0)) {
      throw new IllegalArgumentException(
          "customers %d, days %d, activity %s".formatted(customers, days, activity));
    }
  }

  /** A small one: 5,000 customers and some 250,000 events in 120 days. */
  public static Shop small(Instant asOf) {
    return new Shop(SEED, asOf, 5_000, 120, 4);
  }

  /** A large one: 1,000,000 customers and some 10,000,000 events in 90 days. */
  public static Shop large(Instant asOf) {
    return new Shop(SEED, asOf, 1_000_000, 90, 1);
  }

  /** The profiles, as NDJSON in UTF-8 that can be read once. */
  public InputStream profiles() {
    return new GeneratedInput(new People(this));
  }

  /**
   * The log, as NDJSON in UTF-8 that can be read once; its events have ids, so that it does no harm
   * to import it again.
   */
  public InputStream events() {
    return new GeneratedInput(new Log(this, true));
  }

  /** The log without ids, which a database takes in faster. */
  public InputStream eventsWithoutIds() {
    return new GeneratedInput(new Log(this, false));
  }
}
