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

  /**
   * Which condition of the audience is the first, in the order of its file, not to hold for each of
   * those who do not qualify by it: some hundreds at once, in their order.
   *
   * @return in the words in which explanations say it; null where all hold
   * @throws SQLException when the database refuses it
   */
  public List<@Nullable String> shutOutBy(List<Asked> asked) throws SQLException {
    var first = new HashMap<Asked, String>();
    if (audience != null) {
      for (var requirement : Requirement.of(audience)) {
        var left = asked.stream().filter(one -> !first.containsKey(one)).distinct().toList();
        var standings = new Standings(source, requirement.condition(), options).of(left);
        for (var i = 0; i < left.size(); i++) {
          var holds = standings.get(i) instanceof Standing.Qualified;
          if (holds == requirement.excluded()) {
            first.put(left.get(i), requirement.said());
          }
        }
      }
    }
    return asked.stream().<@Nullable String>map(first::get).toList();
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
