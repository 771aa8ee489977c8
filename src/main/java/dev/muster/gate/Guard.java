package dev.muster.gate;

import java.util.Locale;

/**
 * The guards, in the one order in which they are asked: each allows a range of the number of
 * qualified users, control groups included, and refuses the whole run outside of it.
 */
public enum Guard {
  ABORT_ABOVE("who.cap.abort_above"),
  BETWEEN("who.expect.between"),
  /** Against what is usual for the campaign. */
  CHANGE_AT_MOST("who.expect.change_at_most"),
  /** Against what somebody has approved. */
  APPROVAL("muster.account.approval");

  private final String setBy;

  Guard(String setBy) {
    this.setBy = setBy;
  }

  /** The key of the campaign, or the setting, that sets it, in full. */
  public String setBy() {
    return setBy;
  }

  /** Whether an operator may let a run pass it, with a reason. */
  public boolean mayBeOverridden() {
    return this != APPROVAL;
  }

  /** Its name in reports and tables. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The guard with that {@link #key}. */
  public static Guard of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
