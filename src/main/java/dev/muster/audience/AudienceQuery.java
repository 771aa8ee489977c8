package dev.muster.audience;

import dev.muster.campaign.Condition;
import java.util.List;

/** How an audience becomes one question to a database. */
public final class AudienceQuery {
  private AudienceQuery() {}

  /**
   * The question whose answer is the audience: one row, in no order, for every profile that is not
   * opted out and for which the condition holds. Every text of the campaign is a parameter.
   *
   * <p>The columns, all of them text:
   *
   * <ul>
   *   <li>{@code user_id} of the profile
   *   <li>{@code receiver_user_id}: what the attribute named in the options holds, or null; a
   *       number is taken as its digits, everything else that is no text, and empty text, is null
   *   <li>{@code receiver_anonymous_id}: likewise
   *   <li>{@code timezone} of the profile, or null
   *   <li>{@code constant}: null, or, if asked for, a JSON array of the values that qualify in the
   *       first group with {@code same}, newest first, at most five
   * </ul>
   *
   * @throws IllegalArgumentException when the condition contradicts the contract of the campaign
   *     file
   */
  public static Query of(Condition audience, AudienceOptions options) {
    if (!(audience instanceof Condition.Everyone)) {
      throw new UnsupportedOperationException("not yet: " + audience + options);
    }
    return new Query(
        """
        select user_id, user_id as receiver_user_id, anonymous_id as receiver_anonymous_id,
               timezone, cast(null as varchar) as constant
        from profiles where opted_out is not true
        """,
        List.of());
  }
}
