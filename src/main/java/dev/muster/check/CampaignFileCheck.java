package dev.muster.check;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.message.TemplateLanguage;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a campaign's file is right, and its campaign one that would be run.
 *
 * @param accountZone in which templates read times
 */
public record CampaignFileCheck(ZoneId accountZone) {

  /** What the file says, if it is right, and what was found. */
  public record Answer(Optional<Reading.Valid> definition, List<Finding> findings) {
    public Answer {
      findings = List.copyOf(findings);
    }
  }

  /** Reads the file, and those that it names. */
  public Answer read(Path file) {
    var reader = new CampaignReader(new TemplateLanguage(accountZone));
    return switch (reader.read(CampaignFiles.onDisk(file))) {
      case Reading.Invalid(var faults) ->
          new Answer(
              Optional.empty(),
              faults.stream().map(fault -> Finding.failed("campaign", fault.toString())).toList());
      case Reading.Valid valid ->
          new Answer(
              Optional.of(valid),
              Stream.concat(
                      valid.warnings().stream()
                          .map(doubt -> Finding.warning("campaign", doubt.toString(), null)),
                      Stream.of(status(file, valid.campaign())))
                  .toList());
    };
  }

  private static Finding status(Path file, Campaign campaign) {
    return switch (campaign.status()) {
      case PUBLISHED -> Finding.ok("campaign", file + ": valid");
      case DRAFT -> unpublished(file + ": valid, a draft");
      case STOPPED -> unpublished(file + ": valid, stopped");
    };
  }

  private static Finding unpublished(String found) {
    return Finding.warning("campaign", found, "set 'status: published' to run it");
  }
}
