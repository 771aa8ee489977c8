package dev.muster.app;

import dev.muster.campaign.UserId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.look.ApprovedEstimate;
import dev.muster.look.Approver;
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
import dev.muster.segmentapi.Halt;
import dev.muster.source.SourceUnasked;
import dev.muster.store.Causes;
import dev.muster.store.Run;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that a look at a run needs which there is not, wired together. */
public final class LookSession {
  private final Settings settings;
  private final Access source;
  private final CampaignReader reader;
  private final Subjects subjects;
  private final ZoneId accountZone;
  private final Clocks clocks;
  private final StopSignal stop;
  private final DryRun dryRun;

  private LookSession(
      Settings settings,
      Access source,
      CampaignReader reader,
      Subjects subjects,
      ZoneId accountZone,
      Clocks clocks,
      StopSignal stop,
      DryRun dryRun) {
    this.settings = settings;
    this.source = source;
    this.reader = reader;
    this.subjects = subjects;
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
        new Subjects(
            application.reader(), application.sourceCheck(), settings.account().timezone(), clocks),
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
    return told(file, () -> dryRun.of(subjects.of(file, planned), look));
  }

  /**
   * The run of a published campaign's file, for {@link #approve}.
   *
   * @param planned as for {@link #look}
   * @throws Complaint as {@link #look}, or when the campaign is not published
   */
  public Subject approvable(Path file, @Nullable Instant planned) {
    return told(
        file,
        () -> {
          var subject = subjects.of(file, planned);
          Subjects.requirePublished(file, subject.campaign());
          return subject;
        });
  }

  /**
   * Looks at such a run, and keeps that somebody wants it.
   *
   * @param by who approves
   * @return nothing when the end was asked for meanwhile; nothing is kept then
   * @throws Complaint when a database cannot be asked; nothing is kept then
   */
  public Optional<ApprovedEstimate> approve(Path file, Subject subject, String by) {
    return told(file, () -> new Approver(dryRun, clocks.real()).approve(subject, by));
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
    var subject = told(file, () -> subjects.of(file, planned));
    try (var api = access.open(clocks)) {
      stop.alsoStop(api::stop);
      var sending =
          new TestSending(
              dryRun.source(),
              suppressions(),
              accountZone,
              api,
              access.fingerprint(),
              new Packing(access.envelope().bytes()));
      return Optional.of(told(file, () -> sending.send(subject, users)));
    } catch (TestSending.WithoutTrigger e) {
      throw Complaint.needsRemedy(
          "%s: expected an event of each user that has triggered it, found none of --user number %s; nothing was sent"
              .formatted(
                  file,
                  e.places().stream().map(String::valueOf).collect(Collectors.joining(", "))));
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
          var definition = subjects.definition(file);
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
          subjects.requireAskable(file, campaign, found.getFirst());
          var files = CampaignFiles.onDisk(file);
          var counts =
              new Backtesting(dryRun.source(), suppressions(), accountZone, dryRun.progress(), stop)
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
          var now = subjects.of(anew, planned);
          var before = subjects.at(old, now.plannedAt(), now.moment());
          requireAlike(old.toString(), before, anew.toString(), now);
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
          // A launch of a live campaign is as of its moment, not later.
          var moment =
              subjects.definition(file).campaign().who().isLive()
                  ? plannedAt
                  : Subjects.later(plannedAt, subjects.now());
          var now = subjects.at(file, plannedAt, moment);
          var before = new KeptDefinition(run, dryRun.store(), reader).subject(plannedAt, moment);
          requireAlike(run.id().toString(), before, file.toString(), now);
          subjects.requireAskable(Path.of(run.id().toString()), before.campaign(), plannedAt);
          return new Diffing(dryRun, ids).of(before, now);
        });
  }

  /** Of a live campaign triggers are compared, of others users. */
  private static void requireAlike(String old, Subject before, String anew, Subject now) {
    if (before.isLive() != now.isLive()) {
      throw Complaint.needsRemedy(
          "%s is a live campaign and %s is none: triggers cannot be held against users; 'muster estimate' counts each"
              .formatted(now.isLive() ? anew : old, now.isLive() ? old : anew));
    }
  }

  private SuppressionList suppressions() {
    return SuppressionList.of(dryRun.account(), dryRun.store());
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
}
