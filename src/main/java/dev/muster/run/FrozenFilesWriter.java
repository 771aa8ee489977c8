package dev.muster.run;

import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Reading;
import dev.muster.campaign.file.UserList;
import dev.muster.source.Profiles;
import dev.muster.source.SourceDatabase;
import dev.muster.store.Definitions;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Freezes a campaign's files with a run, so that it finds the same whatever becomes of them. */
public record FrozenFilesWriter(Store store, SourceDatabase source) {
  private static final Logger log = LoggerFactory.getLogger(FrozenFilesWriter.class);

  /**
   * Keeps all of them, in the caller's transaction.
   *
   * @throws UncheckedIOException when a list cannot be read; its message is for the user
   */
  public void write(Run run, Reading.Valid definition, CampaignFiles files) {
    store.definitions().freeze(run.key(), definition.texts());
    definition.lists().forEach(path -> keep(run, path, files));
  }

  private void keep(Run run, String path, CampaignFiles files) {
    Definitions.ListWriter list =
        store.definitions().list(run.key(), path, new Profiles(source)::count);
    try (var csv = files.open(path)) {
      UserList.read(csv, list::add);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
    var count = list.finish();
    log.info(
        "{}: {} has {}, {} of them without a profile, and {}",
        run.id(),
        path,
        Figures.counted(count.ids(), "id"),
        Figures.count(count.withoutProfile()),
        Figures.counted(count.doubles(), "double"));
  }
}
