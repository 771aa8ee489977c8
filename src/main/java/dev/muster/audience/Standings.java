package dev.muster.audience;

import dev.muster.campaign.Condition;
import dev.muster.campaign.UserId;
import dev.muster.source.SourceDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the users of triggers qualify for a live campaign (live.md, "Qualified"): by their
 * profiles as they are now, and by what they did before the trigger's instant. Of other users
 * nothing is looked at.
 *
 * @param audience the campaign's, or null for everyone
 * @param options as of the launch, which is {@code :as_of} of hand-written queries
 */
public record Standings(
    SourceDatabase source, @Nullable Condition audience, AudienceOptions options) {

  /**
   * Who is asked about.
   *
   * @param asOf the audience sees no event at or after it: the trigger's instant, or at a recheck
   *     the launch's as-of
   */
  public record Asked(UserId user, Instant asOf) {}

  /**
   * How each of them stands, in their order: some hundreds at once. An audience is asked once for
   * all who are asked about as of the same instant.
   *
   * @throws dev.muster.source.UnfitSource when one of them has several profiles
   * @throws SQLException when the database refuses it
   */
  public List<Standing> of(List<Asked> asked) throws SQLException {
    if (asked.isEmpty()) {
      return List.of();
    }
    throw new SQLException("not built yet");
  }
}
