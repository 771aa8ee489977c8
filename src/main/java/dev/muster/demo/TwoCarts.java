package dev.muster.demo;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Two customers more of the shop: both put something into the cart, a minute after it began, and
 * one of them buys it five minutes later.
 *
 * @param begin the rest of the shop did nothing since
 */
public record TwoCarts(Instant begin) {
  /** Who leaves the cart behind, and what is in it. */
  public static final String ADA = "ada";

  public static final String OF_ADA = "p031";

  /** Who buys, and what. */
  public static final String BOB = "bob";

  public static final String OF_BOB = "p118";

  /** When both put something into the cart. */
  public Instant putIn() {
    return begin.plus(Duration.ofMinutes(1));
  }

  /** When one of them buys. */
  public Instant bought() {
    return begin.plus(Duration.ofMinutes(6));
  }

  /** The two, as NDJSON in UTF-8. */
  public InputStream profiles() {
    return lines(profile(ADA, "Ada") + profile(BOB, "Bob"));
  }

  private static String profile(String id, String name) {
    // Where it is day, whatever the account's zone is.
    return "{\"user_id\": \"%s\", \"first_name\": \"%s\", \"email\": \"%s@example.com\", \"newsletter\": true, \"timezone\": \"Europe/London\"}%n"
        .formatted(id, name, id);
  }

  /** What they do, likewise. */
  public InputStream events() {
    return lines(
        event("ada-1", ADA, "Added To Cart", putIn(), OF_ADA, "price")
            + event("bob-1", BOB, "Added To Cart", putIn(), OF_BOB, "price")
            + event("bob-2", BOB, "Charged", bought(), OF_BOB, "amount"));
  }

  private static String event(
      String id, String user, String event, Instant at, String product, String worth) {
    return "{\"id\": \"%s\", \"user_id\": \"%s\", \"event\": \"%s\", \"occurred_at\": \"%s\", \"properties\": {\"product_id\": \"%s\", \"%s\": 24.90}}%n"
        .formatted(id, user, event, at, product, worth);
  }

  private static InputStream lines(String ndjson) {
    return new ByteArrayInputStream(ndjson.getBytes(StandardCharsets.UTF_8));
  }
}
