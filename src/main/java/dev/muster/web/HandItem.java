package dev.muster.web;

import dev.muster.campaign.RunId;
import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs a hand.
 *
 * @param need what it is
 * @param campaign whose it is
 * @param run which run, or null where it is of no run
 * @param day which day of a live campaign, or null where it is of none
 * @param word what it is, in a word
 * @param name of the campaign
 * @param address where more is said of it
 * @param said in one sentence
 * @param commands what an operator may do about it
 */
record HandItem(
    Need need,
    String campaign,
    @Nullable RunId run,
    @Nullable LiveDay day,
    StatusMark mark,
    String word,
    String name,
    String address,
    Content said,
    List<Link> commands) {
  HandItem {
    commands = List.copyOf(commands);
  }

  /** What there is to be done something about, the worst first. */
  enum Need {
    FAILED,
    REFUSED,
    GONE,
    OVERDUE,
    STOPPED,
    MISSED,
    LATE,
    NOT_SENDABLE,
    FAULTY
  }

  /** A command that may be given. */
  record Link(String address, String label) {}
}
