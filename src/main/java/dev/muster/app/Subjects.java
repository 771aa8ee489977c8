package dev.muster.app;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.check.SourceCheck;
import dev.muster.look.Subject;
import dev.muster.run.Clocks;
import dev.muster.schedule.PlannedTimes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are looked at, as campaigns' files have them; what a run would be refused for is a
 * {@link Complaint}.
 *
 * @param check asks the databases whether they can be asked
 */
record Subjects(CampaignReader reader, SourceCheck check, ZoneId accountZone, Clocks clocks) {

  /**
   * The run of a campaign's file.
   *
   * @param planned its planned time, or null for the next
   */
  Subject of(Path file, @Nullable Instant planned) {
    var definition = definition(file);
    var campaign = definition.campaign();
    var now = now();
    if (campaign.who().isLive()) {
      return launchOf(file, definition, planned, now);
    }
    var plannedAt =
        PlannedTimes.of(campaign.when(), accountZone)
            .namedOrNext(planned, now)
            .orElseThrow(() -> NoSuchTime.complaint(file, planned));
    requireAskable(file, campaign, plannedAt);
    return new Subject(definition, CampaignFiles.onDisk(file), plannedAt, later(plannedAt, now));
  }

  /** A launch of a live campaign's file, now. */
  private Subject launchOf(
      Path file, Reading.Valid definition, @Nullable Instant planned, Instant now) {
    if (planned != null) {
      throw Complaint.needsRemedy(
          file
              + ": --planned: a live campaign has no planned times; without, what has triggered it"
              + " in the last 24 hours is looked at");
    }
    var asOf = now.truncatedTo(ChronoUnit.SECONDS);
    requireAskable(file, definition.campaign(), asOf);
    return new Subject(definition, CampaignFiles.onDisk(file), asOf, asOf);
  }

  /** The run of a campaign's file for a time of another one, of whatever ids. */
  Subject at(Path file, Instant plannedAt, Instant moment) {
    var definition = definition(file);
    requireAskable(file, definition.campaign(), plannedAt);
    return new Subject(definition, CampaignFiles.onDisk(file), plannedAt, moment);
  }

  /** What a campaign's file says. */
  Reading.Valid definition(Path file) {
    return switch (reader.read(CampaignFiles.onDisk(file))) {
      case Reading.Valid valid -> valid;
      case Reading.Invalid invalid ->
          throw Complaint.needsRemedy(
              invalid.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
    };
  }

  /** Refuses what the databases cannot be asked for. */
  void requireAskable(Path file, Campaign campaign, Instant asOf) {
    refuse(file, check.fault().stream().toList());
    refuse(file, check.faultsOfQueries(campaign, asOf));
  }

  private static void refuse(Path file, Collection<String> faults) {
    if (!faults.isEmpty()) {
      throw Complaint.needsRemedy(
          faults.stream()
              .map(fault -> "%s: %s".formatted(file, fault))
              .collect(Collectors.joining("\n")));
    }
  }

  /** The moment that is taken for now. */
  Instant now() {
    return clocks.program().instant();
  }

  /** The later of two. */
  static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  /** Refuses a campaign whose runs nobody launches. */
  static void requirePublished(Path file, Campaign campaign) {
    var status =
        switch (campaign.status()) {
          case PUBLISHED -> null;
          case DRAFT -> "a draft";
          case STOPPED -> "a stopped one";
        };
    if (status != null) {
      throw Complaint.needsRemedy(
          "%s: expected a published campaign, found %s; nothing was approved; set 'status: published' first"
              .formatted(file, status));
    }
  }
}
