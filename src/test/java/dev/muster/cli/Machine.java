package dev.muster.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.app.CampaignPaths;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.check.DatabaseCheck;
import dev.muster.check.QueryCheck;
import dev.muster.check.SourceCheck;
import dev.muster.launch.Answer;
import dev.muster.launch.CampaignRuns;
import dev.muster.launch.LaunchRequest;
import dev.muster.launch.OldRuns;
import dev.muster.launch.OwnersTold;
import dev.muster.launch.Stage;
import dev.muster.message.Packing;
import dev.muster.message.TemplateLanguage;
import dev.muster.run.Account;
import dev.muster.run.Approving;
import dev.muster.run.Clocks;
import dev.muster.run.Consent;
import dev.muster.run.DeliverySettings;
import dev.muster.run.Endings;
import dev.muster.run.LivePruning;
import dev.muster.run.Reopening;
import dev.muster.run.RunLauncher;
import dev.muster.run.RunPlanner;
import dev.muster.run.RunWitness;
import dev.muster.run.RunWorker;
import dev.muster.run.SourcePlace;
import dev.muster.run.StopSignal;
import dev.muster.run.TakingUp;
import dev.muster.run.job.BatchInfrastructure;
import dev.muster.run.job.BatchRunJob;
import dev.muster.run.job.Destination;
import dev.muster.segmentapi.Endpoint;
import dev.muster.segmentapi.Envelope;
import dev.muster.segmentapi.HttpSegmentApi;
import dev.muster.segmentapi.SegmentApi;
import dev.muster.segmentapi.SendingSettings;
import dev.muster.segmentapi.WriteKey;
import dev.muster.store.Purpose;
import dev.muster.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Launches a folder, as a scheduler on a machine of its own would; with others on one database. */
final class Machine implements AutoCloseable {
  private static final OwnersTold NOBODY_IS_TOLD =
      new OwnersTold() {
        @Override
        public void ofWhatIsNew() {}

        @Override
        public void of(RunId run) {}
      };

  private static final WriteKey KEY = WriteKey.of("a-write-key-of-the-tests");
  private static final SendingSettings SENDING =
      new SendingSettings(
          1000, 0, 3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(30), true);
  private static final int CONNECTIONS = 10;

  private final HikariDataSource pool;
  private final Database product;
  private final Store store;
  private final BatchInfrastructure batch;
  private final CampaignReader reader;
  private final URI receiver;
  private final Account account;
  private final Clock clock;

  private DeliverySettings delivery = new DeliverySettings(2, 25, 4, 1_000_000);

  /**
   * A machine.
   *
   * @param url of a database that has Muster's tables before the first launch
   */
  Machine(String name, String url, Database product, URI receiver, Account account, Clock clock) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    this.pool = new HikariDataSource(config);
    this.product = product;
    this.store = Store.in(pool, product.databaseType(), Clock.systemUTC(), name);
    this.batch = BatchInfrastructure.on(pool);
    this.reader = new CampaignReader(new TemplateLanguage(account.timezone()));
    this.account = account;
    this.receiver = receiver;
    this.clock = clock;
  }

  /** Has it send so. */
  Machine delivering(int partitions, int chunkSize) {
    delivery = new DeliverySettings(partitions, chunkSize, 4, 1_000_000);
    return this;
  }

  /**
   * What a launch came to.
   *
   * @param cutShort whether it was asked to stop
   */
  record Launched(List<Answer> answers, boolean cutShort) {}

  Launched launch(Path folder, Interruption.Point interrupted) throws InterruptedException {
    var stop = new StopSignal();
    var runs = runs(stop, interrupted);
    var answers = new ArrayList<Answer>();
    for (var file : CampaignPaths.files(List.of(folder))) {
      runs.launch(file, new LaunchRequest(null, null, Consent.NONE), answers::add);
    }
    return new Launched(answers, stop.given());
  }

  private CampaignRuns runs(StopSignal stop, Interruption.Point interrupted) {
    var envelope = Envelope.of(KEY);
    var progress = new Interruption(interrupted, stop);
    var clocks = new Clocks(clock, clock, Purpose.REAL);
    var job =
        new BatchRunJob(
            batch,
            product.source(pool),
            store,
            account,
            new Destination(
                () -> connection(envelope), new Packing(envelope.bytes()), KEY.fingerprint()),
            delivery,
            stop,
            progress,
            clocks);
    var approving = new Approving(store, false);
    var endings = new Endings(store, batch.record(), batch.transaction(), RunWitness.NONE);
    var planner =
        new RunPlanner(store, product.source(pool), account, delivery, clocks, batch.transaction());
    var launcher =
        new RunLauncher(
            store,
            reader,
            approving,
            new SourcePlace(store.runs(), null),
            planner,
            new RunWorker(store, batch.record(), job, endings, delivery, progress, clocks),
            new Reopening(store, batch.record(), batch.transaction()),
            Duration.ZERO,
            stop,
            clocks);
    var source =
        new SourceCheck(
            new DatabaseCheck(pool, product.databaseType(), product.source(pool)),
            SQLException::toString,
            null,
            new QueryCheck(product.source(pool), account.timezone()));
    return new CampaignRuns(
        store,
        source,
        reader,
        launcher,
        approving,
        new TakingUp(
            store,
            product.source(pool),
            account,
            clocks,
            planner,
            endings,
            Duration.ZERO,
            stop,
            batch.transaction()),
        new OldRuns(
            new LivePruning(store, batch.record(), batch.transaction(), reader, account, clock),
            Duration.ofDays(30),
            Purpose.REAL,
            stop,
            clock),
        endings,
        NOBODY_IS_TOLD,
        stop,
        new Stage(Purpose.REAL, true),
        new LineWatch(Watch.Doing.DELIVERING, System.nanoTime()),
        account.timezone(),
        clock);
  }

  private SegmentApi connection(Envelope envelope) {
    return HttpSegmentApi.open(
        Endpoint.of(receiver.toString()), envelope, null, SENDING, clock, clock);
  }

  Store store() {
    return store;
  }

  Database product() {
    return product;
  }

  HikariDataSource database() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
