package dev.muster.source;

import dev.muster.campaign.UserId;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Profiles by their user ids, as they are now. Where they lie beside Muster's own tables, they are
 * read in the transaction of the calling thread, if it has one there.
 */
public final class Profiles {
  private final SourceDatabase source;
  private final JdbcTemplate jdbc;

  public Profiles(SourceDatabase source) {
    this.source = source;
    this.jdbc = new JdbcTemplate(source.pool());
  }

  /**
   * A profile.
   *
   * @param attributes JSON: an object, or what counts as one without names
   */
  public record Profile(
      @Nullable String anonymousId,
      @Nullable String timezone,
      boolean optedOut,
      String attributes) {}

  /**
   * Some profiles.
   *
   * @param areDoubled whether somebody has several of them
   */
  public record Found(Map<UserId, Profile> byId, boolean areDoubled) {
    public Found {
      // Map.copyOf is slower to look up in, and that is done once for each user.
      byId = Collections.unmodifiableMap(new HashMap<>(byId));
    }

    /** The user's profile, if there is one. */
    public Optional<Profile> of(UserId user) {
      return Optional.ofNullable(byId.get(user));
    }
  }

  /**
   * Those of some users.
   *
   * @throws SourceUnasked when a database apart cannot be asked
   * @throws org.springframework.dao.DataAccessException when Muster's own cannot
   */
  public Found of(List<UserId> users) {
    if (users.isEmpty()) {
      return new Found(Map.of(), false);
    }
    var profiles = new HashMap<UserId, Profile>();
    var doubled = new boolean[1];
    ask(
        """
        select p.user_id, p.anonymous_id, p.timezone, p.opted_out,
               coalesce(cast(%s as varchar), '{}') as attributes
        from profiles p
        where %s
        """
            .formatted(
                source.product().json("p.attributes"), source.product().isAnyOf("p.user_id")),
        users.stream().map(UserId::value).toList(),
        row -> {
          var profile =
              new Profile(
                  row.getString("anonymous_id"),
                  row.getString("timezone"),
                  row.getBoolean("opted_out"),
                  row.getString("attributes"));
          doubled[0] |= profiles.put(new UserId(row.getString("user_id")), profile) != null;
        });
    return new Found(profiles, doubled[0]);
  }

  /**
   * How many of different ids are those of a profile.
   *
   * @throws SourceUnasked when a database apart cannot be asked
   * @throws org.springframework.dao.DataAccessException when Muster's own cannot
   */
  public long count(List<String> userIds) {
    if (userIds.isEmpty()) {
      return 0;
    }
    var found = new long[1];
    ask(
        "select count(distinct p.user_id) as found from profiles p where "
            + source.product().isAnyOf("p.user_id"),
        userIds,
        row -> {
          found[0] = row.getLong("found");
        });
    return found[0];
  }

  private void ask(String question, List<String> userIds, RowCallbackHandler rows) {
    if (source.apart() == null) {
      jdbc.query(question, statement -> Query.bind(statement, 1, userIds), rows);
      return;
    }
    // By itself: Spring would keep the connection for a transaction of Muster's own database, also
    // when it is broken.
    try (var connection = source.pool().getConnection();
        var statement = new Query(question, List.of(userIds)).prepare(connection);
        var found = statement.executeQuery()) {
      while (found.next()) {
        rows.processRow(found);
      }
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }
}
