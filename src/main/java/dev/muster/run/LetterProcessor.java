package dev.muster.run;

import dev.muster.message.Addressee;
import dev.muster.message.Composer;
import dev.muster.message.Identity;
import dev.muster.store.DueMember;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Writes the messages for one member, from the profile as it is now. */
final class LetterProcessor implements ItemProcessor<DueMember, Letter> {
  private final Composer composer;

  LetterProcessor(Composer composer) {
    this.composer = composer;
  }

  @Override
  public Letter process(DueMember member) {
    return new Letter(member, contents(member));
  }

  private Letter.Contents contents(DueMember member) {
    var profile = member.profile();
    if (profile == null) {
      return new Letter.NoProfile();
    }
    if (profile.optedOut()) {
      return new Letter.OptedOut();
    }
    var identity =
        member.anonymous()
            ? new Identity.AnonymousId(member.recipient())
            : new Identity.UserId(member.recipient());
    return new Letter.Written(
        composer.compose(
            new Addressee(
                member.userId(),
                identity,
                profile.attributes(),
                profile.anonymousId(),
                profile.timezone(),
                member.constant(),
                member.dueAt())));
  }
}
