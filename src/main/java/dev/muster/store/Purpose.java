package dev.muster.store;

/** What a run was planned for. */
public enum Purpose {
  /** To be sent when its time has come. */
  REAL,
  /** To rehearse another moment: for {@code again} of real runs it counts for nothing. */
  REHEARSAL
}
