package dev.muster.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.YamlName;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/**
 * A campaign's files as a run has frozen them. Of lists only the fact remains that they were read:
 * their ids are in a table.
 */
public record FrozenFiles(String name, Map<String, String> texts) implements CampaignFiles {
  private static final String LIST = "user_id\n";

  /** Those of a run, as the database has them. */
  public static FrozenFiles of(Run run, Store store) {
    return of(run.id().campaign(), store.definitions().texts(run.key()));
  }

  /** Those of a campaign, from texts as they are kept. */
  static FrozenFiles of(CampaignId campaign, Map<String, String> texts) {
    var id = campaign.value();
    var name = YamlName.paths(id).filter(texts::containsKey).findFirst().orElse(id + ".yaml");
    return new FrozenFiles(name, texts);
  }

  @Override
  public boolean has(String path) {
    return texts.containsKey(path);
  }

  @Override
  public byte[] read(String path) throws NoSuchFileException {
    var text = texts.get(path);
    if (text == null) {
      throw new NoSuchFileException(path);
    }
    return text.getBytes(UTF_8);
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(LIST.getBytes(UTF_8));
  }
}
