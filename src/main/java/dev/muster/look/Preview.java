package dev.muster.look;

import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.message.Composed;
import dev.muster.message.Message;
import dev.muster.report.UserReport;
import dev.muster.source.Profiles.Profile;
import dev.muster.store.DueMember;
import dev.muster.store.MemberFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which messages a run would send to some users, and why others get none. */
public final class Preview {
  /** Of somebody whom the audience's query does not find. */
  static final String NOT_QUALIFIED = "not_qualified";

  /** Of somebody who has no profile. */
  static final String UNKNOWN = "unknown";

  /** Whoever ends so gets no message in any case. */
  static final Set<Verdict> WITHOUT_MESSAGES =
      Set.of(Verdict.SUPPRESSED, Verdict.UNREACHABLE, Verdict.ABORTED, Verdict.INVALID);

  static final Set<Verdict> NOT_DUE = Set.of(Verdict.DISCARDED, Verdict.EXPIRED);

  private final FrozenRun frozen;
  private final Instant lastDue;

  private Preview(FrozenRun frozen) {
    this.frozen = frozen;
    this.lastDue = frozen.lastDue();
  }

  /**
   * A user.
   *
   * @param verdict where they would end, by the keys of a report's audience; {@code not_qualified},
   *     {@code unknown}
   * @param reason why they would not be sent to, or null
   * @param dueAt when they are due, or null where they never are
   * @param messages what they would get; of somebody whom a gate keeps, all the same
   */
  public record Shown(
      UserId user,
      String verdict,
      @Nullable String reason,
      @Nullable Instant dueAt,
      List<Message> messages) {
    public Shown {
      messages = List.copyOf(messages);
    }
  }

  /**
   * Shows users of a run; of a live campaign's, for the latest trigger of each.
   *
   * @param named come first, in this order
   * @param sample how many others are shown of those who would be sent to
   */
  public static List<Shown> of(FrozenRun frozen, List<UserId> named, int sample) {
    var users = new LinkedHashSet<>(named);
    return frozen.day() == null
        ? new Preview(frozen).of(users, sample)
        : new TriggerPreview(frozen, frozen.day()).of(users, sample);
  }

  private List<Shown> of(Set<UserId> named, int sample) {
    // Whoever waits is shown as they will be.
    frozen.store().members().windows().open(frozen.run().key(), lastDue);
    var shown = new ArrayList<Shown>();
    named.forEach(user -> shown.add(named(user)));
    if (sample > 0) {
      new PreviewSample(frozen, named).of(sample).forEach(outlook -> shown.add(pending(outlook)));
    }
    return shown;
  }

  static Shown pending(Outlook outlook) {
    var member = outlook.member();
    return new Shown(
        member.userId(), key(Verdict.PENDING), null, member.dueAt(), outlook.messages());
  }

  private Shown named(UserId user) {
    var facts = frozen.store().members().facts();
    var asked = frozen.user(user);
    var profile = asked.profile();
    var fate = facts.find(frozen.run().key(), user);
    if (profile.isEmpty() && fate.isEmpty()) {
      return new Shown(user, UNKNOWN, "there is no profile of that id", null, List.of());
    }
    if (fate.isEmpty()) {
      return notQualified(asked);
    }
    var member = frozen.store().members().of(frozen.run().key(), user);
    if (fate.get().verdict() == Verdict.PENDING && member.isPresent()) {
      var outlook = Outlook.of(frozen, member.get(), profile.orElse(null));
      if (outlook.isSentTo()) {
        return pending(outlook);
      }
      // The reasons are read back; where the member ended is not, of which H2 might remember
      // what it found before.
      outlook.outcomes().writeUnsent(frozen.store(), frozen.run().key());
      var end = outlook.outcomes().end(outlook.member()).orElseThrow();
      return kept(
          asked,
          fate.get().ended(end, outlook.member().dueAt()),
          outlook.member(),
          profile.orElse(null));
    }
    return kept(asked, fate.get(), member.orElse(null), profile.orElse(null));
  }

  private Shown kept(
      OneUser asked, MemberFacts.Fate fate, @Nullable DueMember member, @Nullable Profile profile) {
    var report = report(asked, fate);
    var verdict = fate.verdict();
    return new Shown(
        asked.id(),
        key(verdict),
        report.why(),
        member == null || NOT_DUE.contains(verdict) ? null : member.dueAt(),
        member == null || WITHOUT_MESSAGES.contains(verdict)
            ? List.of()
            : Outlook.messagesAllTheSame(member, profile, frozen.composer()));
  }

  private UserReport report(OneUser asked, MemberFacts.@Nullable Fate fate) {
    return UserReport.ofNoRun(
        frozen.store(),
        new UserReport.Basis(frozen.run(), frozen.campaign(), frozen.dryRun().account(), true),
        asked.id(),
        fate,
        asked.explained());
  }

  /** They get what everybody would. */
  private Shown notQualified(OneUser asked) {
    var address = Address.of(asked, Cause.OF_NOBODY, frozen.windows(), frozen.moment());
    var messages =
        address instanceof Address.Known(var to)
                && frozen.composer().compose(to) instanceof Composed.Ready ready
            ? ready.messages()
            : List.<Message>of();
    return new Shown(asked.id(), NOT_QUALIFIED, report(asked, null).why(), null, messages);
  }

  private static String key(Verdict verdict) {
    return verdict.key();
  }
}
