package dev.muster.run;

import dev.muster.campaign.Sha256;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.UserList;
import dev.muster.store.Definitions;
import dev.muster.store.ListWriter;
import dev.muster.store.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the user ids of a run's lists as their files have them.
 *
 * @param withProfile says how many of some different ids are those of a profile
 */
record FrozenLists(
    Definitions definitions, ToLongFunction<List<String>> withProfile, CampaignFiles files) {
  // Lines of a run are its planning's, wherever that is written.
  private static final Logger log = LoggerFactory.getLogger(RunPlanner.class);

  /**
   * Keeps one for the run alone.
   *
   * @throws UncheckedIOException when it cannot be read; its message is for the user
   */
  void keep(Run run, String path) {
    var list = definitions.list(run.key(), path, withProfile);
    digest(path, list::add);
    told(run, path, list);
  }

  /**
   * Keeps one of a live campaign's run, unless an earlier run had the same: there may be a run a
   * second.
   *
   * @throws UncheckedIOException likewise
   */
  void share(Run run, String path) {
    var digest = digest(path);
    if (definitions.lists().use(run, path, digest)) {
      return;
    }
    var list = definitions.lists().add(run, path, digest, withProfile);
    if (!digest(path, list::add).equals(digest)) {
      var changed = new IOException("it was changed while it was read; launch again");
      throw failed(path, changed);
    }
    told(run, path, list);
  }

  private static void told(Run run, String path, ListWriter list) {
    var sums = list.finish();
    log.info(
        "{}: {} has {}, {} of them without a profile, and {}",
        run.id(),
        path,
        Figures.counted(sums.ids(), "id"),
        Figures.count(sums.withoutProfile()),
        Figures.counted(sums.doubles(), "double"));
  }

  private String digest(String path, Consumer<String> userId) {
    try (var csv = new DigestInputStream(files.open(path), Sha256.begun())) {
      UserList.read(csv, userId);
      return HexFormat.of().formatHex(csv.getMessageDigest().digest());
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private String digest(String path) {
    try (var csv = new DigestInputStream(files.open(path), Sha256.begun())) {
      csv.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(csv.getMessageDigest().digest());
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static UncheckedIOException failed(String path, IOException e) {
    return new UncheckedIOException(path + ": " + e.getMessage(), e);
  }
}
