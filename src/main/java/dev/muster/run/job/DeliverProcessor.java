package dev.muster.run.job;

import dev.muster.message.Composer;
import dev.muster.run.MemberMessages;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Writes the messages for one member, from the profile as it is now. */
final class DeliverProcessor implements ItemProcessor<DueUser, MemberMessages> {
  private final Composer composer;

  DeliverProcessor(Composer composer) {
    this.composer = composer;
  }

  @Override
  public MemberMessages process(DueUser user) {
    return MemberMessages.of(user.member(), user.profile(), user.lapsed(), composer);
  }
}
