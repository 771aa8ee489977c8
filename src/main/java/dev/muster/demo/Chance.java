package dev.muster.demo;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Seeded chances. */
final class Chance {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final RandomGenerator random;

  /**
   * @param seed of the shop
   * @param salt tells apart what must not depend on each other
   */
  Chance(long seed, long salt) {
    // A golden-ratio step between neighbours, as SplittableRandom takes it.
    random = FACTORY.create(seed + salt * 0x9E3779B97F4A7C15L);
  }

  /** From 0 (included) to 1 (excluded). */
  double share() {
    return random.nextDouble();
  }

  boolean of(double share) {
    return random.nextDouble() < share;
  }

  /** Of 0 (included) to the bound (excluded), each as likely. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Of 0 (included) to the bound (excluded), the first ones more often. */
  int ratherLowBelow(int bound) {
    var share = random.nextDouble();
    return (int) (share * share * bound);
  }

  /** One of them, each as likely. */
  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  long bits() {
    return random.nextLong();
  }
}
