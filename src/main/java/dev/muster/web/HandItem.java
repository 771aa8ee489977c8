package dev.muster.web;

import dev.muster.campaign.RunId;
import dev.muster.store.RunStatus;
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
    String name,
    String address,
    Content said,
    List<Link> commands) {
  HandItem {
    commands = List.copyOf(commands);
  }

  /** What there is to be done something about, the worst first. */
  enum Need {
    FAILED(RunStatus.FAILED),
    REFUSED(RunStatus.REFUSED),
    GONE("gone", RunStatus.FAILED),
    OVERDUE("overdue", RunStatus.MISSED),
    STOPPED(RunStatus.STOPPED),
    MISSED(RunStatus.MISSED),
    LATE(RunStatus.WAITING),
    NOT_SENDABLE(RunStatus.COMPLETED),
    FAULTY("faulty", RunStatus.FAILED);

    private final String word;
    private final RunStatus like;

    /** One that has a word of its own, and looks like a status. */
    Need(String word, RunStatus like) {
      this.word = word;
      this.like = like;
    }

    Need(RunStatus status) {
      this(status.key(), status);
    }

    /** What it is, in a word. */
    String word() {
      return word;
    }

    StatusMark mark() {
      return StatusMark.of(like);
    }
  }

  /** A command that may be given. */
  record Link(String address, String label) {}
}
