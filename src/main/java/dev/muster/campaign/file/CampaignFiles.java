package dev.muster.campaign.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Where a campaign file and the files that it names are: the disk, or what a run has frozen. */
public interface CampaignFiles {

  /** The path of the campaign file as given, for complaints. */
  String name();

  /**
   * A whole file, or as much of it as shows that it is too large to be read.
   *
   * @param path relative to the campaign file, with {@code /}; the campaign file itself is its own
   *     file name
   * @throws IOException when there is none, or it cannot be read; its message is for the user
   */
  byte[] read(String path) throws IOException;

  /**
   * Whether there is something under a path, readable or not.
   *
   * @param path as for {@link #read}
   */
  boolean has(String path);

  /**
   * A file that may be large.
   *
   * @param path as for {@link #read}
   * @throws IOException when there is none, or it cannot be read; its message is for the user
   */
  InputStream open(String path) throws IOException;

  /** The files beside a campaign file on the disk. */
  static CampaignFiles onDisk(Path campaignFile) {
    return new FilesOnDisk(campaignFile);
  }
}
