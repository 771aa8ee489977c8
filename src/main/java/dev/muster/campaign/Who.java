package dev.muster.campaign;

import org.jspecify.annotations.Nullable;

/**
 * Who gets the campaign.
 *
 * @param selection how users are found
 * @param controlGroup who is held back, or null for nobody
 * @param systemControlGroup whether the account's system control group is held back too
 * @param cap a limit, or null
 * @param again whether users of earlier runs are sent to
 * @param expect the expected number, or null
 * @param limitPerUser whether the account's frequency cap counts
 */
public record Who(
    Selection selection,
    @Nullable ControlGroup controlGroup,
    boolean systemControlGroup,
    @Nullable Cap cap,
    Again again,
    @Nullable Expectation expect,
    boolean limitPerUser) {

  /** How users are found. */
  public sealed interface Selection {}

  /** {@code audience}: by what they did, or did not do, up to the as-of instant. */
  public record PastBehaviour(Condition audience) implements Selection {}
}
