package dev.muster.demo;

/**
 * Somebody who has an account; each is made from the seed and their number alone, so that profiles
 * and log agree without holding them all.
 *
 * @param signedUp days before the shop's as-of
 */
record Customer(
    String userId,
    Habit habit,
    String plan,
    Country country,
    Country.City city,
    String platform,
    int signedUp) {
  private static final int FIRST_NUMBER = 100_001;
  private static final int OLDEST_DAYS = 900;

  /**
   * Makes one.
   *
   * @param number from 0
   * @param chance what else of the customer is up to chance may be taken from it afterwards
   */
  static Customer of(int number, Chance chance) {
    var habit = habit(chance);
    var country = Country.any(chance);
    return new Customer(
        "c" + (FIRST_NUMBER + number),
        habit,
        chance.of(habit.subscribing) ? "pro" : chance.of(0.08) ? "team" : "free",
        country,
        chance.one(country.cities()),
        chance.of(0.47) ? "android" : chance.of(0.7) ? "ios" : "web",
        chance.below(OLDEST_DAYS));
  }

  private static Habit habit(Chance chance) {
    var at = chance.share();
    for (var habit : Habit.values()) {
      at -= habit.share;
      if (at < 0) {
        return habit;
      }
    }
    return Habit.DEVOTED;
  }
}
