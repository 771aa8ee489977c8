package dev.muster.demo;

import java.time.temporal.ChronoUnit;

/** The profiles, a JSON object each. */
final class People implements Lines {
  private final Shop shop;
  private int number;

  People(Shop shop) {
    this.shop = shop;
  }

  @Override
  public boolean append(StringBuilder out) {
    if (number == shop.customers()) {
      return false;
    }
    var chance = new Chance(shop.seed(), number);
    profile(Customer.of(number++, chance), chance, out);
    return true;
  }

  private void profile(Customer customer, Chance chance, StringBuilder out) {
    out.append("{\"user_id\":\"").append(customer.userId()).append('"');
    if (chance.of(0.6)) {
      text(out, "anonymous_id", "anon-" + hex(chance.bits()));
    }
    if (chance.of(0.95)) {
      text(out, "timezone", customer.city().timezone());
    }
    if (chance.of(0.03)) {
      out.append(",\"opted_out\":true");
    }
    if (chance.of(0.97)) {
      text(out, "email", customer.userId() + "@example.com");
    }
    if (chance.of(0.96)) {
      text(out, "first_name", chance.one(customer.country().names()));
    }
    text(out, "plan", customer.plan());
    text(out, "country", customer.country().code());
    if (chance.of(0.9)) {
      text(out, "city", customer.city().name());
    }
    var signedUp =
        shop.asOf().minus(customer.signedUp(), ChronoUnit.DAYS).minusSeconds(chance.below(86_400));
    text(out, "signed_up_at", signedUp.toString());
    if (customer.platform().equals("android") && chance.of(0.85)) {
      text(out, "gcm_token", "fcm_" + hex(chance.bits()) + hex(chance.bits()));
    }
    if (customer.platform().equals("ios") && chance.of(0.85)) {
      text(out, "apns_token", hex(chance.bits()) + hex(chance.bits()) + hex(chance.bits()));
    }
    out.append(",\"newsletter\":").append(chance.of(0.55)).append("}\n");
  }

  /** Nothing here needs escaping. */
  private static void text(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":\"").append(value).append('"');
  }

  private static String hex(long bits) {
    return "%016x".formatted(bits);
  }
}
