package dev.muster.app;

import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of reading one path of a command line.
 *
 * @param path a campaign file, or something that leads to none
 */
public record Validation(Path path, Reading reading) {

  /** Reads the files at some paths; those that have an id in common are wrong all. */
  public static List<Validation> of(List<Path> paths, CampaignReader reader) {
    var each = paths.stream().flatMap(path -> of(path, reader).stream()).toList();
    var faults = CampaignPaths.oneIdInSeveral(each.stream().map(Validation::path).toList());
    return each.stream().map(read -> read.with(faults.get(read.path()))).toList();
  }

  private Validation with(@Nullable Fault fault) {
    return fault == null
        ? this
        : new Validation(
            path,
            new Reading.Invalid(Stream.concat(Stream.of(fault), faults()).distinct().toList()));
  }

  /** Reads the files at a path: itself, or the campaign files right in the folder that it is. */
  private static List<Validation> of(Path path, CampaignReader reader) {
    if (!Files.isDirectory(path)) {
      return List.of(file(path, reader));
    }
    try {
      return CampaignPaths.inFolder(path).stream().map(file -> file(file, reader)).toList();
    } catch (Complaint complaint) {
      return List.of(none(path, complaint.reason()));
    }
  }

  private static Validation file(Path path, CampaignReader reader) {
    return new Validation(path, reader.read(CampaignFiles.onDisk(path)));
  }

  private static Validation none(Path path, String message) {
    var fault = new Fault(path.toString(), 1, 1, "yaml", message);
    return new Validation(path, new Reading.Invalid(List.of(fault)));
  }

  /** What is perhaps not what was meant, in a file that is right. */
  public Stream<Fault> warnings() {
    return switch (reading) {
      case Reading.Valid valid -> valid.warnings().stream();
      case Reading.Invalid _ -> Stream.empty();
    };
  }

  /** Everything that is wrong. */
  public Stream<Fault> faults() {
    return switch (reading) {
      case Reading.Valid valid -> Stream.empty();
      case Reading.Invalid invalid -> invalid.faults().stream();
    };
  }
}
