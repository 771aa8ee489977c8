package dev.muster.goal;

import java.math.BigDecimal;

/** Counts what users did in times of theirs. */
interface Tally {

  /** Whether they are among those who are measured together, each user once. */
  boolean isPooled();

  /** Adds a user's time. */
  void add(boolean isReached, boolean hasConverted, BigDecimal value);

  /** Of what is measured together alone: nothing is counted by itself. */
  Tally TOGETHER_ALONE =
      new Tally() {
        @Override
        public boolean isPooled() {
          return true;
        }

        @Override
        public void add(boolean isReached, boolean hasConverted, BigDecimal value) {}
      };
}
