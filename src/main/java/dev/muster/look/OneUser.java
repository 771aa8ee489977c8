package dev.muster.look;

import dev.muster.audience.Audience;
import dev.muster.audience.Audience.Qualified;
import dev.muster.audience.AudienceOptions;
import dev.muster.audience.AudienceQuery;
import dev.muster.audience.Explained;
import dev.muster.audience.Explainer;
import dev.muster.campaign.Condition;
import dev.muster.campaign.UserId;
import dev.muster.source.Profiles;
import dev.muster.source.Profiles.Profile;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceUnasked;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What profiles and events say of one user.
 *
 * @param audience whom a campaign is for
 * @param options as its run would ask for them
 */
record OneUser(SourceDatabase source, Condition audience, AudienceOptions options, UserId id) {

  private interface Question<T> {
    T ask() throws SQLException;
  }

  /** Why the user qualifies, or does not. */
  Explained explained() {
    return asked(() -> Explainer.explain(source, audience, options, id));
  }

  /** The user, if the audience's query finds them. */
  Optional<Qualified> qualified() {
    return asked(() -> find(audience));
  }

  /** The user as the receiver would know them, whoever the campaign is for; not if opted out. */
  Optional<Qualified> inAnyAudience() {
    return asked(() -> find(new Condition.Everyone()));
  }

  private Optional<Qualified> find(Condition condition) throws SQLException {
    var query = AudienceQuery.of(condition, options.about(id));
    return new Audience(source, query).only();
  }

  /** The profile, if there is one. */
  Optional<Profile> profile() {
    return new Profiles(source).of(List.of(id)).of(id);
  }

  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }
}
