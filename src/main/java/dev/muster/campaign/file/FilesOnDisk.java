package dev.muster.campaign.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The files beside a campaign file on the disk. */
record FilesOnDisk(Path campaignFile) implements CampaignFiles {

  @Override
  public String name() {
    return campaignFile.toString();
  }

  @Override
  public byte[] read(String path) throws IOException {
    try (var in = open(path)) {
      return in.readNBytes(FileText.MOST_BYTES + 1);
    }
  }

  @Override
  public boolean has(String path) {
    try {
      return Files.exists(resolve(path));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public InputStream open(String path) throws IOException {
    var file = resolve(path);
    if (Files.isDirectory(file)) {
      throw new IOException("expected a file, found a folder: " + file);
    }
    if (!Files.exists(file)) {
      throw new IOException("there is no file " + file);
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("expected a file, found a device or pipe: " + file);
    }
    if (!Files.isReadable(file)) {
      throw new IOException("the file may not be read: " + file);
    }
    return Files.newInputStream(file);
  }

  private Path resolve(String path) throws IOException {
    try {
      return campaignFile.resolveSibling(path);
    } catch (InvalidPathException e) {
      throw new IOException("this is no path: " + path, e);
    }
  }
}
