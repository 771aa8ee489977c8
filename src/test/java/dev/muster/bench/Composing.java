package dev.muster.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.message.Composer;
import dev.muster.message.Packing;
import dev.muster.message.RunStamp;
import dev.muster.message.TemplateLanguage;
import dev.muster.message.WriteKeyFingerprint;
import dev.muster.run.ChunkMessages;
import dev.muster.run.ChunkOutcomes;
import dev.muster.run.MemberMessages;
import dev.muster.schedule.Windows;
import dev.muster.source.Profiles;
import dev.muster.store.DueMember;
import dev.muster.store.Run;
import dev.muster.store.Store;
import dev.muster.store.Stretch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * What a run's delivery does without sending and without writing anything down: its members are
 * read page by page with their profiles, their messages composed and put into batches, on a thread
 * for each partition. A program of its own, as nothing is compiled in it before.
 *
 * @param run one that has been: nobody is looked up among its outcomes
 */
record Composing(Store store, Profiles profiles, Run run, Campaign campaign) {
  private static final int PAGE = 2000;
  private static final Packing PACKING = new Packing(300);

  /** Prints how long it took, in seconds. Arguments: the database, the campaign's file, the run. */
  public static void main(String[] arguments) throws Exception {
    var file = Path.of(arguments[1]);
    var config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    try (var dataSource = new HikariDataSource(config)) {
      var database = Database.POSTGRESQL;
      var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "the benchmark");
      var run = store.runs().get(RunId.parse(arguments[2]));
      var reader = new CampaignReader(new TemplateLanguage(run.accountZone()));
      var campaign = ((Reading.Valid) reader.read(CampaignFiles.onDisk(file))).campaign();
      var composing =
          new Composing(store, new Profiles(database.source(dataSource)), run, campaign);
      System.out.println(composing.seconds());
    }
  }

  private double seconds() throws Exception {
    var begin = System.nanoTime();
    var last = store.members().last(run.key());
    try (var threads = Executors.newFixedThreadPool(run.partitions())) {
      var partitions =
          IntStream.rangeClosed(1, run.partitions())
              .mapToObj(number -> Stretch.number(number, run.partitions(), last))
              .<Callable<Long>>map(stretch -> () -> batches(stretch))
              .toList();
      for (var partition : threads.invokeAll(partitions)) {
        if (partition.get() == 0) {
          throw new IllegalStateException("a partition without anybody");
        }
      }
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private long batches(Stretch partition) {
    var windows = Windows.of(campaign.when(), run.id().plannedAt(), run.accountZone());
    var composer =
        new Composer(
            campaign,
            new RunStamp(
                run.id().toString(),
                run.id().plannedAt(),
                WriteKeyFingerprint.of("any"),
                run.accountZone(),
                false));
    var batches = 0L;
    var left = partition;
    var page = page(left);
    while (!page.isEmpty()) {
      var found = profiles.of(page.stream().map(DueMember::userId).toList());
      var messages =
          page.stream()
              .map(member ->
                  MemberMessages.of(member, found.of(member.userId()).orElse(null), composer))
              .toList();
      var outcomes = new ChunkOutcomes(1, page);
      batches +=
          PACKING
              .batchesOf(ChunkMessages.of(messages, windows, outcomes, Instant.now()).messages())
              .size();
      left = left.after(page.getLast().position());
      page = page(left);
    }
    return batches;
  }

  private List<DueMember> page(Stretch among) {
    return store.members().dueOfUntold(run.key(), among, Instant.now(), PAGE);
  }
}
