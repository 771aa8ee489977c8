package dev.muster.audience;

import dev.muster.campaign.Condition;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import dev.muster.source.Answers;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceRequirements;
import dev.muster.source.UnfitSource;
import dev.muster.source.UserIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
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
   * all whose instants have the same windows.
   *
   * @throws UnfitSource when one of them has several profiles
   * @throws SQLException when the database refuses it
   */
  public List<Standing> of(List<Asked> asked) throws SQLException {
    if (asked.isEmpty()) {
      return List.of();
    }
    try (var connection = source.pool().getConnection()) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        SourceRequirements.requireFit(connection, source.product());
        var byProfile = byProfile(connection, asked);
        var outside = outside(connection, asked, byProfile);
        return asked.stream()
            .map(one ->
                outside.contains(one)
                    ? new Standing.NotQualified()
                    : byProfile.getOrDefault(one.user(), new Standing.NoProfile()))
            .toList();
      } finally {
        connection.rollback();
      }
    }
  }

  /** How the users would stand if the audience were everyone. */
  private Map<UserId, Standing> byProfile(Connection connection, List<Asked> asked)
      throws SQLException {
    var users = List.copyOf(new LinkedHashSet<>(asked.stream().map(Asked::user).toList()));
    var found = new HashMap<UserId, Standing>();
    var doubled = new HashSet<UserId>();
    var question = AudienceQuery.profiles(options.about(users));
    for (var standing : new Answers(connection).all(question, Standings::read)) {
      if (found.put(standing.getKey(), standing.getValue()) != null) {
        doubled.add(standing.getKey());
      }
    }
    new UserIds(0, doubled.size(), doubled.size()).requireUnique();
    return found;
  }

  private static Map.Entry<UserId, Standing> read(ResultSet row) throws SQLException {
    var user = new UserId(row.getString("user_id"));
    return Map.entry(
        user,
        row.getBoolean("opted_out")
            ? new Standing.NotQualified()
            : new Standing.Qualified(
                new Audience.Qualified(
                    user,
                    Recipient.of(
                        Audience.id(row, "receiver_user_id"),
                        Audience.id(row, "receiver_anonymous_id")),
                    row.getString("timezone"),
                    null,
                    row.getBoolean("opted_out_elsewhere"))));
  }

  /** Those for whom the audience does not hold; who does not qualify anyhow is not asked about. */
  private Set<Asked> outside(
      Connection connection, List<Asked> asked, Map<UserId, Standing> byProfile)
      throws SQLException {
    var outside = new HashSet<Asked>();
    if (audience == null) {
      return outside;
    }
    var windows = SharedWindows.of(audience, options.accountZone());
    var answers = new Answers(connection);
    for (var instants : together(asked, byProfile, windows)) {
      var inside =
          new HashSet<>(
              answers.all(
                  AudienceQuery.ofPart(audience, options.about(instants)),
                  row -> new UserId(row.getString("user_id"))));
      instants.forEach((user, instant) -> {
        if (!inside.contains(user)) {
          outside.add(new Asked(user, instant));
        }
      });
    }
    return outside;
  }

  /** Those who are asked about with one question: each user once, of windows that are alike. */
  private static List<SequencedMap<UserId, Instant>> together(
      List<Asked> asked, Map<UserId, Standing> byProfile, SharedWindows windows) {
    var together = new LinkedHashMap<List<Interval>, List<SequencedMap<UserId, Instant>>>();
    for (var one : new LinkedHashSet<>(asked)) {
      if (byProfile.get(one.user()) instanceof Standing.Qualified) {
        var questions = together.computeIfAbsent(windows.at(one.asOf()), _ -> new ArrayList<>());
        questions.stream()
            .filter(question -> !question.containsKey(one.user()))
            .findFirst()
            .orElseGet(() -> {
              var another = new LinkedHashMap<UserId, Instant>();
              questions.add(another);
              return another;
            })
            .put(one.user(), one.asOf());
      }
    }
    return together.values().stream().flatMap(List::stream).toList();
  }
}
