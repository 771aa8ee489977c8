package dev.muster.look;

import dev.muster.message.Composed;
import dev.muster.message.Composer;
import dev.muster.message.Message;
import dev.muster.run.ChunkMessages;
import dev.muster.run.ChunkOutcomes;
import dev.muster.run.MemberMessages;
import dev.muster.source.Profiles.Profile;
import dev.muster.store.DueMember;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a member whom no gate has kept when their turn comes.
 *
 * @param member as it is then: it may be put off meanwhile
 * @param messages what they are sent; none if they have an end before that
 * @param outcomes where they end, if not with their messages
 */
record Outlook(DueMember member, List<Message> messages, ChunkOutcomes outcomes) {

  /**
   * Of a member of a run.
   *
   * @param profile as it is now, or null when it is gone
   */
  static Outlook of(FrozenRun frozen, DueMember member, @Nullable Profile profile) {
    return of(frozen, member, profile, frozen.moment());
  }

  /** The same when they are looked at no sooner than then. */
  private static Outlook of(
      FrozenRun frozen, DueMember member, @Nullable Profile profile, Instant moment) {
    var outcomes = new ChunkOutcomes(1, List.of(member));
    var now = moment.isBefore(member.dueAt()) ? member.dueAt() : moment;
    var lapsed = !frozen.lapsed(List.of(member), now).isEmpty();
    var contents = MemberMessages.of(member, profile, lapsed, frozen.composer());
    var chunk = ChunkMessages.of(List.of(contents), frozen.windows(), outcomes, now);
    var later = outcomes.deferredUntil(member);
    return later.isPresent()
        ? of(frozen, member.deferred(later.get()), profile, later.get())
        : new Outlook(member, chunk.messages(), outcomes);
  }

  /** Whether the member is sent to. */
  boolean isSentTo() {
    return outcomes.end(member).isEmpty();
  }

  /** The messages that a user would get all the same; none where there can be none. */
  static List<Message> messagesAllTheSame(
      DueMember member, @Nullable Profile profile, Composer composer) {
    return MemberMessages.of(member, profile, composer).contents()
            instanceof MemberMessages.Written(Composed.Ready ready)
        ? ready.messages()
        : List.of();
  }
}
