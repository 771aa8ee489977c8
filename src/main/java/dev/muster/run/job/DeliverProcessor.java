package dev.muster.run.job;

import dev.muster.message.Addressee;
import dev.muster.message.Composer;
import dev.muster.source.Profiles.Profile;
import dev.muster.store.DueMember;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Writes the messages for one member, from the profile as it is now. */
final class DeliverProcessor implements ItemProcessor<DueUser, MemberMessages> {
  private final Composer composer;

  DeliverProcessor(Composer composer) {
    this.composer = composer;
  }

  @Override
  public MemberMessages process(DueUser user) {
    return new MemberMessages(user.member(), contents(user.member(), user.profile()));
  }

  private MemberMessages.Contents contents(DueMember member, @Nullable Profile profile) {
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
