package dev.muster.look;

import dev.muster.audience.ShutOut;
import dev.muster.campaign.UserId;
import dev.muster.campaign.file.Change;
import dev.muster.store.Accounting;
import java.time.Instant;
import java.util.List;

/**
 * What two definitions of a campaign come to at one planned time, with the same data.
 *
 * @param plannedAt of live campaigns, when the 24 hours end whose triggers are taken up
 * @param live whether all numbers are of triggers, of live campaigns
 * @param changes what changed in the file
 * @param old where the users of the old one would end
 * @param anew where those of the new one would
 * @param stay how many are in both audiences
 * @param enter those who are in the new one alone
 * @param leave those who are in the old one alone
 */
public record Diff(
    Instant plannedAt,
    boolean live,
    List<Change> changes,
    Accounting old,
    Accounting anew,
    long stay,
    Movement enter,
    Movement leave) {
  public Diff {
    changes = List.copyOf(changes);
  }

  /**
   * Users of one of the audiences.
   *
   * @param audience where they end there
   * @param because which condition of the other one is the first to shut them out, in its order
   * @param ids of some of them, in order
   */
  public record Movement(Accounting audience, List<ShutOut.Count> because, List<UserId> ids) {
    public Movement {
      because = List.copyOf(because);
      ids = List.copyOf(ids);
    }

    /** How many they are. */
    public long users() {
      var users = audience.qualified();
      return users == null ? 0 : users;
    }
  }

  /** Whether the audiences are the same users. */
  public boolean sameUsers() {
    return enter.users() == 0 && leave.users() == 0;
  }
}
