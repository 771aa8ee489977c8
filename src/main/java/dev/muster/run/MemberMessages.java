package dev.muster.run;

import dev.muster.message.Addressee;
import dev.muster.message.Composed;
import dev.muster.message.Composer;
import dev.muster.source.Profiles.Profile;
import dev.muster.store.DueMember;
import org.jspecify.annotations.Nullable;

/** A member who is due, with what is to be sent to them. */
public record MemberMessages(DueMember member, Contents contents) {

  /** What is to be sent, or why nothing is. */
  public sealed interface Contents {}

  /** What composing came to. */
  public record Written(Composed composed) implements Contents {}

  /** The profile has opted out since the audience was found. */
  public record OptedOut() implements Contents {}

  /** The conditions of the live campaign do not hold any more. */
  public record Lapsed() implements Contents {}

  /** The profile is gone since the audience was found. */
  public record NoProfile() implements Contents {}

  /**
   * Those of a member.
   *
   * @param profile as it is now, or null when it is gone
   */
  public static MemberMessages of(DueMember member, @Nullable Profile profile, Composer composer) {
    return new MemberMessages(member, contents(member, profile, composer));
  }

  /**
   * The same after {@code recheck}.
   *
   * @param lapsed whether the conditions of the live campaign do not hold any more
   */
  public static MemberMessages of(
      DueMember member, @Nullable Profile profile, boolean lapsed, Composer composer) {
    // Who has opted out, or is gone, is told by that.
    return lapsed && profile != null && !profile.optedOut()
        ? new MemberMessages(member, new Lapsed())
        : of(member, profile, composer);
  }

  private static Contents contents(DueMember member, @Nullable Profile profile, Composer composer) {
    if (profile == null) {
      return new NoProfile();
    }
    if (profile.optedOut()) {
      return new OptedOut();
    }
    return new Written(
        composer.compose(
            new Addressee(
                member.userId(),
                member.occasion(),
                member.recipient(),
                profile.attributes(),
                profile.anonymousId(),
                profile.timezone(),
                member.constant(),
                member.dueAt(),
                member.event())));
  }
}
