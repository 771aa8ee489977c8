package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.campaign.UserId;
import dev.muster.campaign.WhiteSpace;
import java.util.List;

/** User ids on the command line. */
final class NamedUsers {
  private NamedUsers() {}

  /**
   * Those of {@code --user}.
   *
   * @throws Complaint when one is blank
   */
  static List<UserId> of(List<String> texts) {
    if (texts.stream().anyMatch(WhiteSpace::only)) {
      throw Complaint.needsRemedy("--user: expected a user id, found a blank text");
    }
    return texts.stream().map(UserId::new).toList();
  }
}
