package dev.muster.campaign;

/** Whether a user whom an earlier run of the campaign reached is sent to by this one. */
public sealed interface Again {

  record Always() implements Again {}

  record Never() implements Again {}

  /**
   * Only when so much time lies between the moments at which the user was due in the last run that
   * reached them and is due in this one. Days and weeks are calendar days of the account's zone; of
   * a live campaign, 24 hours and seven times that.
   */
  record After(WrittenDuration pause) implements Again {}
}
