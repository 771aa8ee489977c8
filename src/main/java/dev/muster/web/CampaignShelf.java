package dev.muster.web;

import dev.muster.app.Validation;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.file.Reading;
import dev.muster.campaign.file.YamlName;
import dev.muster.run.FrozenFiles;
import dev.muster.schedule.PlannedTimes;
import dev.muster.store.KnownCampaigns;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The campaigns whose files were named as the page was started, as they are now, and their names.
 */
final class CampaignShelf {
  private static final Duration READ_AGAIN = Duration.ofSeconds(5);

  /** A run's definition never changes; this is as long as it is remembered. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Site site;
  private final Kept<String, List<Validation>> files;
  private final Kept<CampaignId, String> frozenNames;

  CampaignShelf(Site site) {
    this.site = site;
    this.files = new Kept<>(site.clock(), READ_AGAIN);
    this.frozenNames = new Kept<>(site.clock(), REMEMBERED);
  }

  /** What became of reading each file. */
  List<Validation> files() {
    return files.get("", _ -> Validation.of(site.campaigns(), site.application().reader()));
  }

  /** The campaigns that are right. */
  Stream<Campaign> campaigns() {
    return files().stream()
        .flatMap(file ->
            file.reading() instanceof Reading.Valid valid
                ? Stream.of(valid.campaign())
                : Stream.empty());
  }

  Optional<Campaign> find(CampaignId id) {
    return campaigns().filter(campaign -> campaign.id().equals(id)).findFirst();
  }

  /** The faults of a campaign's file, by line; none where there is no file. */
  Stream<Validation> faulty() {
    return files().stream().filter(file -> file.reading() instanceof Reading.Invalid);
  }

  /** Which campaign a file is to be of. */
  static String id(Validation file) {
    return YamlName.stem(file.path());
  }

  /** The planned times of a published campaign from then on. */
  Stream<Instant> planned(Campaign campaign, Instant from) {
    return campaign.status() == Campaign.Status.PUBLISHED
        ? PlannedTimes.of(campaign.when(), site.zone()).notBefore(from).map(time -> time.instant())
        : Stream.empty();
  }

  /** After when launches take its planned times for missed that nobody began, if any has looked. */
  Optional<Instant> missedAfter(Campaign campaign) {
    return site.application()
        .store()
        .campaigns()
        .find(campaign.id(), Purpose.REAL)
        .map(KnownCampaigns.Known::since);
  }

  /** What people call a campaign, as its file says; its id, where there is none. */
  String name(CampaignId campaign) {
    return find(campaign).map(Campaign::name).orElseGet(campaign::value);
  }

  /** What people call a run's campaign: as its file says now, or else what it was planned with. */
  String name(Run run) {
    var id = run.id().campaign();
    return find(id).map(Campaign::name).orElseGet(() -> frozenNames.get(id, _ -> frozenName(run)));
  }

  private String frozenName(Run run) {
    var frozen = FrozenFiles.of(run, site.application().store());
    return !frozen.texts().isEmpty()
            && site.application().reader().read(frozen) instanceof Reading.Valid valid
        ? valid.campaign().name()
        : run.id().campaign().value();
  }
}
