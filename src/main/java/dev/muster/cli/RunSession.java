package dev.muster.cli;

import dev.muster.campaign.CampaignReader;
import dev.muster.campaign.Share;
import dev.muster.message.Packing;
import dev.muster.message.TemplateLanguage;
import dev.muster.run.Account;
import dev.muster.run.BatchInfrastructure;
import dev.muster.run.RunLauncher;
import dev.muster.run.StopSignal;
import java.time.Clock;

/** Everything that runs need while a command works on them, wired together. */
final class RunSession implements AutoCloseable {
  private final Watch watch;
  private final CampaignRuns runs;

  private RunSession(Watch watch, CampaignRuns runs) {
    this.watch = watch;
    this.runs = runs;
  }

  /**
   * Wires a session.
   *
   * @throws Complaint when a setting that runs need is wrong or missing
   */
  static RunSession open(Application application) {
    var settings = application.settings();
    Unbuilt.refuse(settings);
    var receiver = SegmentAccess.of(settings);
    var watch = Watch.onThisTerminal();
    var stop = new StopSignal();
    StopOnSignal.install(stop);
    var clock = Clock.systemUTC();
    var reader = new CampaignReader(new TemplateLanguage(settings.account().timezone()));
    var launcher =
        new RunLauncher(
            new RunLauncher.Setup(
                application.dataSource(),
                application.dialect(),
                application.store(),
                BatchInfrastructure.on(application.dataSource()),
                reader,
                receiver::open,
                new Packing(receiver.envelope().bytes()),
                receiver.fingerprint(),
                account(settings),
                settings.delivery().forRuns(),
                settings.lockWait(),
                stop,
                watch,
                clock));
    return new RunSession(watch, new CampaignRuns(application.store(), reader, launcher, clock));
  }

  private static Account account(Settings settings) {
    return new Account(
        settings.account().timezone(),
        SettingFault.expecting(
            "muster.account.system-control-percent",
            "0 to 100 with one decimal at most",
            settings.account().systemControlPercent(),
            Share::ofPercent));
  }

  CampaignRuns runs() {
    return runs;
  }

  @Override
  public void close() {
    watch.close();
  }
}
