package dev.muster.run.job;

import dev.muster.message.Addressee;
import dev.muster.message.Composer;
import dev.muster.store.DueMember;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Writes the messages for one member, from the profile as it is now. */
final class DeliverProcessor implements ItemProcessor<DueMember, MemberMessages> {
  private final Composer composer;

  DeliverProcessor(Composer composer) {
    this.composer = composer;
  }

  @Override
  public MemberMessages process(DueMember member) {
    return new MemberMessages(member, contents(member));
  }

  private MemberMessages.Contents contents(DueMember member) {
    var profile = member.profile();
    if (profile == null) {
      return new MemberMessages.NoProfile();
    }
    if (profile.optedOut()) {
      return new MemberMessages.OptedOut();
    }
    return new MemberMessages.Written(
        composer.compose(
            new Addressee(
                member.userId(),
                member.occasion(),
                member.recipient(),
                profile.attributes(),
                profile.anonymousId(),
                profile.timezone(),
                member.constant(),
                member.dueAt())));
  }
}
