package dev.muster.goal;

/**
 * Whether as many users were put into the control group as its share says: Pearson's χ² with one
 * degree of freedom (Philosophical Magazine 50 (1900) 157–175). Where it is not so (sample ratio
 * mismatch), the sides are not alike.
 *
 * @param perMille the share, in thousandths
 */
record ControlShare(int perMille) {
  /** Chance goes beyond it in fewer than 1 of 1,000 runs. */
  private static final double LIMIT = 10.828;

  /** Whether that is more or less than chance explains. */
  boolean isMissedBy(long control, long all) {
    return squaredDistance(control, all) > LIMIT;
  }

  /** χ²: 0 for nobody, and for a share of nothing or all. */
  double squaredDistance(long control, long all) {
    var p = perMille / 1000.0;
    var variance = all * p * (1 - p);
    var distance = control - all * p;
    return variance == 0 ? 0 : distance * distance / variance;
  }
}
