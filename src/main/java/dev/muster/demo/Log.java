package dev.muster.demo;

import java.util.List;

/** What customers did, day by day, a JSON object an event. */
final class Log implements Lines {
  private static final int SECONDS_OF_DAY = 86_400;
  private static final int LONGEST_VISIT = 3_600;
  private static final double DAYS_OF_HABIT = 90;
  private static final double COMING_BACK = 0.01;

  private final Shop shop;
  private final boolean ids;
  private final List<Product> products;
  private final Chance chance;
  private final Habit[] habits;
  private final boolean[] gone;
  private long count;
  private int day;
  private int number;
  private String user = "";
  private long clock;

  Log(Shop shop, boolean ids) {
    this.shop = shop;
    this.ids = ids;
    products = Product.range(shop.seed());
    chance = new Chance(shop.seed(), -1);
    habits = new Habit[shop.customers()];
    gone = new boolean[shop.customers()];
    for (int i = 0; i < habits.length; i++) {
      habits[i] = Customer.of(i, new Chance(shop.seed(), i)).habit();
    }
  }

  @Override
  public boolean append(StringBuilder out) {
    if (number == shop.customers()) {
      number = 0;
      day++;
    }
    if (day == shop.days()) {
      return false;
    }
    var habit = habits[number];
    if (chance.of(habit.visits / DAYS_OF_HABIT * shop.activity())
        && (!gone[number] || chance.of(COMING_BACK))) {
      visit(habit, out);
    }
    number++;
    return true;
  }

  private void visit(Habit habit, StringBuilder out) {
    var customer = Customer.of(number, new Chance(shop.seed(), number));
    if (customer.signedUp() < shop.days() - day) {
      return;
    }
    user = customer.userId();
    clock = begin(customer);
    event(out, "App Opened").append("\"platform\":\"").append(customer.platform());
    end(out.append('"'));
    var product = look(habit, out);
    for (int more = chance.ratherLowBelow(4); more > 0; more--) {
      product = look(habit, out);
    }
    if (chance.of(habit.buying)) {
      cart(product, out);
      charge(product, out);
    } else if (chance.of(0.2)) {
      cart(product, out);
      if (chance.of(0.6)) {
        view(product, out);
      }
    }
    gone[number] = chance.of(habit.leaving);
    if (gone[number]) {
      event(out, "App Uninstalled");
      end(out);
    }
  }

  /** Most come in the evening of their own day. */
  private long begin(Customer customer) {
    var local = (chance.below(SECONDS_OF_DAY) + chance.below(SECONDS_OF_DAY)) / 2 + 6 * 3_600;
    var began = Math.floorMod(shop.asOf().getEpochSecond(), SECONDS_OF_DAY);
    var within =
        Math.floorMod(
            local - customer.city().utcOffsetHours() * 3_600 - began,
            SECONDS_OF_DAY - LONGEST_VISIT);
    return shop.asOf().getEpochSecond() - (long) (shop.days() - day) * SECONDS_OF_DAY + within;
  }

  private Product look(Habit habit, StringBuilder out) {
    var product = Product.any(products, habit.expensive, chance);
    view(product, out);
    return product;
  }

  private void view(Product product, StringBuilder out) {
    named(event(out, "Product Viewed"), product).append(",\"category\":\"");
    out.append(product.category()).append("\",\"price\":");
    end(money(product.cents(), out));
  }

  private void cart(Product product, StringBuilder out) {
    named(event(out, "Added To Cart"), product).append(",\"price\":");
    end(money(product.cents(), out));
  }

  private void charge(Product product, StringBuilder out) {
    var pieces = product.cents() < 5_000 ? 1 + chance.ratherLowBelow(3) : 1;
    named(event(out, "Charged"), product).append(",\"amount\":");
    money(product.cents() * pieces, out).append(",\"currency\":\"USD\",\"category\":\"");
    end(out.append(product.category()).append('"'));
  }

  private StringBuilder event(StringBuilder out, String name) {
    clock += 1 + chance.ratherLowBelow(240);
    out.append('{');
    if (ids) {
      out.append("\"id\":\"e").append(++count).append("\",");
    }
    out.append("\"user_id\":\"").append(user).append("\",\"event\":\"").append(name);
    Clock.append(clock, chance.below(1_000), out.append("\",\"occurred_at\":\""));
    return out.append("\",\"properties\":{");
  }

  private static StringBuilder named(StringBuilder out, Product product) {
    return out.append("\"product_id\":\"").append(product.id()).append('"');
  }

  private static StringBuilder money(int cents, StringBuilder out) {
    out.append(cents / 100).append('.').append((char) ('0' + cents / 10 % 10));
    return out.append((char) ('0' + cents % 10));
  }

  private static void end(StringBuilder out) {
    out.append("}}\n");
  }
}
