package dev.muster.app;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.NotBuilt;
import dev.muster.campaign.UserId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.check.SourceCheck;
import dev.muster.look.Backtest;
import dev.muster.look.BacktestedTimes;
import dev.muster.look.Backtesting;
import dev.muster.look.Diff;
import dev.muster.look.Diffing;
import dev.muster.look.DryRun;
import dev.muster.look.Subject;
import dev.muster.look.TestSending;
import dev.muster.message.Packing;
import dev.muster.run.Clocks;
import dev.muster.run.Halted;
import dev.muster.run.RunProgress;
import dev.muster.run.StopSignal;
import dev.muster.run.SuppressionList;
import dev.muster.schedule.PlannedTimes;
import dev.muster.segmentapi.Halt;
import dev.muster.source.SourceUnasked;
import dev.muster.store.Causes;
import dev.muster.store.Run;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that a look at a run needs which there is not, wired together. */
public final class LookSession {
  private final Settings settings;
  private final Access source;
  private final CampaignReader reader;
  private final SourceCheck check;
  private final ZoneId accountZone;
  private final Clocks clocks;
  private final StopSignal stop;
  private final DryRun dryRun;

  private LookSession(
      Settings settings,
      Access source,
      CampaignReader reader,
      SourceCheck check,
      ZoneId accountZone,
      Clocks clocks,
      StopSignal stop,
      DryRun dryRun) {
    this.settings = settings;
    this.source = source;
    this.reader = reader;
    this.check = check;
    this.accountZone = accountZone;
    this.clocks = clocks;
    this.stop = stop;
    this.dryRun = dryRun;
  }

  /**
   * Wires a session.
   *
   * @param stop is given when the process is asked to end
   * @throws Complaint when a setting that runs need is wrong
   */
  public static LookSession open(
      Application application, RunProgress progress, StopSignal stop, Clocks clocks) {
    var settings = application.settings();
    UnbuiltSettings.refuse(settings);
    application.forWriting();
    application.requireSuppressionList();
    application.endOn(stop);
    return new LookSession(
        settings,
        application.sourceAccess(),
        application.reader(),
        application.sourceCheck(),
        settings.account().timezone(),
        clocks,
        stop,
        new DryRun(
            application.store(),
            application.source(),
            application.account(),
            RunSettings.delivery(settings),
            SegmentAccess.terms(settings),
            clocks.purpose(),
            application.transaction(),
            progress,
            stop));
  }

  /**
   * Looks at the run of a campaign's file.
   *
   * @param planned its planned time, or null for the next
   * @return nothing when the end was asked for meanwhile
   * @throws Complaint when the file is faulty, has no such time, or a database cannot be asked
   */
  public <T> Optional<T> look(Path file, @Nullable Instant planned, DryRun.Look<T> look) {
    return told(file, () -> dryRun.of(subject(file, planned), look));
  }

  /**
   * Sends a campaign's messages to some users, as tests.
   *
   * @param planned as for {@link #look}
   * @return nothing when the end was asked for meanwhile
   * @throws Complaint as {@link #look}, when the write key is missing, or when the Segment API
   *     takes no more
   */
  public Optional<TestSending.Tests> sendTest(
      Path file, @Nullable Instant planned, List<UserId> users) {
    var access = SegmentAccess.of(settings);
    var subject = told(file, () -> subject(file, planned));
    try (var api = access.open(clocks)) {
      stop.alsoStop(api::stop);
      var sending =
          new TestSending(
              dryRun.source(),
              new SuppressionList(
                  dryRun.account().suppressionList(), dryRun.store().suppressions()),
              accountZone,
              api,
              access.fingerprint(),
              new Packing(access.envelope().bytes()));
      return Optional.of(told(file, () -> sending.send(subject, users)));
    } catch (Halted stopped) {
      return Optional.empty();
    } finally {
      stop.stopNothingElse();
    }
  }

  /**
   * Counts whom a campaign would have found at its planned times of some days.
   *
   * @param from the first of them, in the campaign's zone
   * @param until the last
   * @return of as many times as were counted before the end was asked for
   * @throws Complaint as {@link #look}, or when there are no such times or too many
   */
  public Backtest backtest(Path file, LocalDate from, LocalDate until) {
    return told(
        file,
        () -> {
          var files = CampaignFiles.onDisk(file);
          var definition = valid(reader.read(files));
          var campaign = definition.campaign();
          var times = BacktestedTimes.of(campaign.when(), accountZone, from, until);
          var found =
              switch (times) {
                case BacktestedTimes.Found(var instants) -> instants;
                case BacktestedTimes.None _,
                    BacktestedTimes.TooMany _,
                    BacktestedTimes.NeverPlanned _ ->
                    throw NotBacktested.complaint(file, from, until, times);
              };
          refuseUnbuilt(file, campaign);
          requireAskable(file, campaign, found.getFirst());
          var counts =
              new Backtesting(dryRun.source(), accountZone, dryRun.progress(), stop)
                  .of(
                      found.stream()
                          .map(time -> new Subject(definition, files, time, time))
                          .toList());
          return new Backtest(campaign.id(), from, until, counts.size() < found.size(), counts);
        });
  }

  /**
   * Holds two files of a campaign against each other.
   *
   * @param planned as for {@link #look}, of the new one
   * @param ids how many users are named
   * @return nothing when the end was asked for meanwhile
   * @throws Complaint as {@link #look}
   */
  public Optional<Diff> diff(Path old, Path anew, @Nullable Instant planned, int ids) {
    return told(
        anew,
        () -> {
          var now = subject(anew, planned);
          var files = CampaignFiles.onDisk(old);
          var before = new Subject(valid(reader.read(files)), files, now.plannedAt(), now.moment());
          refuseUnbuilt(old, before.campaign());
          refuse(old, "", check.faultsOfQueries(before.campaign(), now.plannedAt()));
          return new Diffing(dryRun, ids).of(before, now);
        });
  }

  /**
   * Holds a campaign's file against what a run was planned with, for the run's own time.
   *
   * @param ids how many users are named
   * @return nothing when the end was asked for meanwhile
   * @throws Complaint as {@link #look}, or when nothing is kept of what the run was planned with
   */
  public Optional<Diff> diff(Run run, Path file, int ids) {
    return told(
        file,
        () -> {
          var plannedAt = run.id().plannedAt();
          var moment = later(plannedAt, clocks.program().instant());
          var files = CampaignFiles.onDisk(file);
          var now = new Subject(valid(reader.read(files)), files, plannedAt, moment);
          refuseUnbuilt(file, now.campaign());
          requireAskable(file, now.campaign(), plannedAt);
          var before = new KeptDefinition(run, dryRun.store(), reader).subject(plannedAt, moment);
          refuse(
              Path.of(run.id().toString()),
              "",
              check.faultsOfQueries(before.campaign(), plannedAt));
          return new Diffing(dryRun, ids).of(before, now);
        });
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private static void refuseUnbuilt(Path file, Campaign campaign) {
    refuse(file, "not built yet: ", NotBuilt.of(campaign));
  }

  private interface Question<T> {
    T ask() throws InterruptedException;
  }

  private <T> T told(Path file, Question<T> question) {
    try {
      return question.ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts this thread", e);
    } catch (UncheckedIOException e) {
      throw Complaint.needsRemedy("%s: %s".formatted(file, e.getMessage()));
    } catch (Halted halted) {
      if (halted.halt() instanceof Halt.Stopped) {
        throw halted;
      }
      throw Complaint.of(halted.halt() instanceof Halt.Passing, halted.halt().inFull());
    } catch (RuntimeException e) {
      if (e instanceof Complaint || !DatabaseFault.isOne(e)) {
        throw e;
      }
      var ofTheSource = Causes.of(e).anyMatch(SourceUnasked.class::isInstance);
      throw DatabaseFault.complaint(ofTheSource ? source : settings.database(), e);
    }
  }

  private Subject subject(Path file, @Nullable Instant planned) {
    var files = CampaignFiles.onDisk(file);
    var definition = valid(reader.read(files));
    var campaign = definition.campaign();
    refuseUnbuilt(file, campaign);
    var now = clocks.program().instant();
    var plannedAt =
        PlannedTimes.of(campaign.when(), accountZone)
            .namedOrNext(planned, now)
            .orElseThrow(() -> NoSuchTime.complaint(file, planned));
    requireAskable(file, campaign, plannedAt);
    return new Subject(definition, files, plannedAt, later(plannedAt, now));
  }

  private static Reading.Valid valid(Reading reading) {
    return switch (reading) {
      case Reading.Valid valid -> valid;
      case Reading.Invalid invalid ->
          throw Complaint.needsRemedy(
              invalid.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
    };
  }

  /** Refuses what the databases cannot be asked for. */
  private void requireAskable(Path file, Campaign campaign, Instant asOf) {
    refuse(file, "", check.fault().stream().toList());
    refuse(file, "", check.faultsOfQueries(campaign, asOf));
  }

  private static void refuse(Path file, String what, Collection<String> faults) {
    if (!faults.isEmpty()) {
      throw Complaint.needsRemedy(
          faults.stream()
              .map(fault -> "%s: %s%s".formatted(file, what, fault))
              .collect(Collectors.joining("\n")));
    }
  }
}
