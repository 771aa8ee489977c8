package dev.muster.look;

import dev.muster.audience.ShutOut;
import dev.muster.campaign.file.Changes;
import dev.muster.source.SourceUnasked;
import dev.muster.store.Accounting;
import dev.muster.store.OnlyInOne;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Holds two definitions of a campaign against each other: both are estimated in one transaction,
 * and their members compared there.
 *
 * @param ids how many ids are named of those who enter, and of those who leave
 */
public record Diffing(DryRun dryRun, int ids) {
  /** So many at most. */
  public static final int MOST_IDS = 5;

  /**
   * The difference.
   *
   * @param old what there was
   * @param anew what there is now, for the same planned time
   * @return nothing when the end was asked for meanwhile
   * @throws SourceUnasked when profiles and events could not be asked
   * @throws java.io.UncheckedIOException when a list cannot be read; its message is for the user
   */
  public Optional<Diff> of(Subject old, Subject anew) {
    return dryRun.onTheSameData(data -> {
      var before = data.looked(old, Side::of);
      var after = data.looked(anew, Side::of);
      var enter = movement(data, after, before);
      var leave = movement(data, before, after);
      return new Diff(
          anew.plannedAt(),
          anew.isLive(),
          Changes.between(old.definition(), anew.definition()),
          before.audience(),
          after.audience(),
          after.frozen().qualified() - enter.users(),
          enter,
          leave);
    });
  }

  /** One of the definitions, with where its users end. */
  private record Side(FrozenRun frozen, Accounting audience) {
    static Side of(FrozenRun frozen) {
      var audience = Estimate.of(frozen).audience();
      // The other one may be of the same campaign: to that, it is no run that is at work.
      frozen.store().runs().setAside(frozen.run().key());
      return new Side(frozen, audience);
    }

    Subject subject() {
      return frozen.subject();
    }

    OnlyInOne onlyHere(Side other) {
      return frozen.store().members().onlyIn(frozen.run().key(), other.frozen().run().key());
    }
  }

  /** Those of one of the definitions whom the other one does not find. */
  private Diff.Movement movement(DryRun data, Side of, Side other) {
    data.goOn();
    var users = of.onlyHere(other);
    var ends = users.verdicts();
    var many = ends.values().stream().mapToLong(Long::longValue).sum();
    var because = many == 0 ? List.<ShutOut.Count>of() : because(data, of, other, users);
    var blamed = because.stream().mapToLong(ShutOut.Count::users).sum();
    if (blamed != many) {
      throw new IllegalStateException(
          "the users do not add up: %,d are in one audience alone, and conditions of the other shut out %,d"
              .formatted(many, blamed));
    }
    return new Diff.Movement(
        Estimate.audience(many, ends), because, ids == 0 ? List.of() : users.first(ids));
  }

  private static List<ShutOut.Count> because(DryRun data, Side of, Side other, OnlyInOne users) {
    if (of.subject().isLive()) {
      return new TriggersLeftOut(of.frozen(), other.frozen()).of(users);
    }
    var zone = data.account().timezone();
    try {
      return ShutOut.of(
              data.source(),
              other.subject().audience(),
              other.subject().options(data.source(), zone, false),
              of.subject().audience(),
              of.subject().options(data.source(), zone, false))
          .counts(data.stop()::alsoStop);
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }
}
