package dev.muster.look;

import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.gate.Verdict;
import dev.muster.look.Preview.Shown;
import dev.muster.message.Composed;
import dev.muster.message.Message;
import dev.muster.report.TriggerAnswer;
import dev.muster.report.UserReport;
import dev.muster.run.ImaginedUptake;
import dev.muster.run.LatestTrigger;
import dev.muster.source.Profiles.Profile;
import dev.muster.source.SourceUnasked;
import dev.muster.store.DueMember;
import dev.muster.store.LiveTriggers.Trigger;
import dev.muster.store.Position;
import dev.muster.store.TriggerFates;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a live campaign would send for the latest triggers of some users, and why for
 * others none (live.md, {@code preview}). Who is named has their latest one shown, of whatever
 * time.
 */
record TriggerPreview(FrozenRun frozen, FrozenRun.Day day) {

  List<Shown> of(Set<UserId> named, int sample) {
    var latest = latest(named);
    takeUpOlder(latest);
    // Whoever waits is shown as they will be.
    frozen.store().members().windows().open(frozen.run().key(), frozen.lastDue());
    var shown = new ArrayList<Shown>();
    named.forEach(user -> shown.add(named(user, latest.get(user))));
    if (sample > 0) {
      new PreviewSample(frozen, named)
          .of(sample)
          .forEach(outlook -> shown.add(Preview.pending(outlook)));
    }
    return shown;
  }

  private Map<UserId, @Nullable Trigger> latest(Set<UserId> named) {
    var live = (Who.Live) frozen.campaign().who().selection();
    var found =
        new LatestTrigger(
            frozen.dryRun().source(), live, frozen.run().accountZone(), frozen.run().asOf());
    var latest = new LinkedHashMap<UserId, @Nullable Trigger>();
    try {
      for (var user : named) {
        latest.put(user, found.of(user).orElse(null));
      }
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
    return latest;
  }

  /** Those of before the last 24 hours go the same way, behind the others. */
  private void takeUpOlder(Map<UserId, @Nullable Trigger> latest) {
    var since = frozen.run().asOf().minus(ImaginedUptake.SPAN);
    var older =
        latest.values().stream()
            .filter(Objects::nonNull)
            .filter(trigger -> trigger.instant().isBefore(since))
            .sorted(Comparator.comparing(Trigger::instant))
            .toList();
    try {
      day.uptake().alsoTake(older);
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }

  private Shown named(UserId user, @Nullable Trigger trigger) {
    if (trigger == null) {
      var known = frozen.user(user).profile().isPresent();
      return new Shown(
          user,
          known ? Preview.NOT_QUALIFIED : Preview.UNKNOWN,
          known ? "no event of theirs has triggered it" : "there is no profile of that id",
          null,
          List.of());
    }
    var asked = frozen.user(user, trigger.instant());
    var profile = asked.profile();
    if (profile.isEmpty()) {
      return new Shown(user, Preview.UNKNOWN, "there is no profile of that id", null, List.of());
    }
    return fate(user, trigger)
        .map(fate -> member(user, fate, profile.get()))
        .orElseGet(() -> notQualified(asked, trigger));
  }

  private Optional<TriggerFates.Fate> fate(UserId user, Trigger trigger) {
    return frozen.store().live().fates().of(frozen.run().key(), user).stream()
        .filter(fate -> fate.key().equals(trigger.event()))
        .findFirst();
  }

  private Shown member(UserId user, TriggerFates.Fate fate, Profile profile) {
    var member = frozen.store().members().at(frozen.run().key(), fate.position());
    if (fate.verdict() != Verdict.PENDING || member.isEmpty()) {
      return kept(user, fate.verdict(), fate.position(), member.orElse(null), profile);
    }
    var outlook = Outlook.of(frozen, member.get(), profile);
    if (outlook.isSentTo()) {
      return Preview.pending(outlook);
    }
    outlook.outcomes().writeUnsent(frozen.store(), frozen.run().key());
    var end = outlook.outcomes().end(outlook.member()).orElseThrow();
    return kept(user, end.verdict(), fate.position(), outlook.member(), profile);
  }

  private Shown kept(
      UserId user,
      Verdict verdict,
      Position position,
      @Nullable DueMember member,
      Profile profile) {
    var refusal = frozen.store().members().facts().refusal(frozen.run().key(), position);
    return new Shown(
        user,
        verdict.key(),
        TriggerAnswer.why(verdict, refusal),
        member == null || Preview.NOT_DUE.contains(verdict) ? null : member.dueAt(),
        member == null || Preview.WITHOUT_MESSAGES.contains(verdict)
            ? List.of()
            : Outlook.messagesAllTheSame(member, profile, frozen.composer()));
  }

  /** They get what they would have got for the trigger. */
  private Shown notQualified(OneUser asked, Trigger trigger) {
    var address = Address.of(asked, Cause.of(trigger), frozen.windows(), frozen.moment());
    var messages =
        address instanceof Address.Known(var to)
                && frozen.composer().compose(to) instanceof Composed.Ready ready
            ? ready.messages()
            : List.<Message>of();
    var basis =
        new UserReport.Basis(frozen.run(), frozen.campaign(), frozen.dryRun().account(), true);
    var why = UserReport.ofNoRun(frozen.store(), basis, asked.id(), null, asked.explained()).why();
    return new Shown(asked.id(), Preview.NOT_QUALIFIED, why, null, messages);
  }
}
