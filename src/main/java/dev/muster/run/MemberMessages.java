package dev.muster.run.job;

import dev.muster.message.Composed;
import dev.muster.store.DueMember;

/** A member who is due, with what is to be sent to them. */
record MemberMessages(DueMember member, Contents contents) {

  /** What is to be sent, or why nothing is. */
  sealed interface Contents {}

  /** What composing came to. */
  record Written(Composed composed) implements Contents {}

  /** The profile has opted out since the audience was found. */
  record OptedOut() implements Contents {}

  /** The profile is gone since the audience was found. */
  record NoProfile() implements Contents {}
}
