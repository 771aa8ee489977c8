package dev.muster.demo;

/** How a kind of customer behaves. */
enum Habit {
  DORMANT(0.30, 0.3, 0.02, 0.1, 0.2, 0.03),
  CASUAL(0.50, 1.7, 0.10, 0.1, 0.04, 0.12),
  REGULAR(0.15, 5.6, 0.30, 0.2, 0.01, 0.25),
  DEVOTED(0.05, 21, 0.70, 0.8, 0.004, 0.50);

  /** Of all customers. */
  final double share;

  /** In 90 days, at activity 1. */
  final double visits;

  /** Of the visits that end with a purchase. */
  final double buying;

  /** Of the products looked at that are from the upper half of the prices. */
  final double expensive;

  /** Of the visits after which the app is removed. */
  final double leaving;

  /** Of these customers who have the plan "pro". */
  final double subscribing;

  Habit(
      double share,
      double visits,
      double buying,
      double expensive,
      double leaving,
      double subscribing) {
    this.share = share;
    this.visits = visits;
    this.buying = buying;
    this.expensive = expensive;
    this.leaving = leaving;
    this.subscribing = subscribing;
  }
}
