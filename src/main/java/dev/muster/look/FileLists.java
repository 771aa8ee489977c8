package dev.muster.look;

import static java.util.stream.Collectors.toSet;

import dev.muster.audience.ListSource;
import dev.muster.campaign.UserId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.UserList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The user ids of a campaign's lists as the files have them now: no run has kept them. They are
 * held in memory.
 */
record FileLists(CampaignFiles files) implements ListSource.Ids {

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException when the list cannot be read; its message is for the user
   */
  @Override
  public List<String> of(String path, @Nullable List<UserId> only) {
    var asked = only == null ? null : only.stream().map(UserId::value).collect(toSet());
    var ids = new TreeSet<String>();
    try (var csv = files.open(path)) {
      UserList.read(
          csv,
          id -> {
            if (asked == null || asked.contains(id)) {
              ids.add(id);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
    return List.copyOf(ids);
  }
}
