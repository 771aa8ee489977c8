package dev.muster.app;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.run.Unforeseen;
import dev.muster.store.AuditTrail;
import dev.muster.store.Intervention;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit what this process was told to do by whoever has its command line. Where the
 * web page has begun the process, the row is there already, and is completed.
 */
public final class Auditing {
  private static final Logger log = LoggerFactory.getLogger(Auditing.class);

  /** What the JVM says where the operating system knows no name. */
  private static final String NAMELESS = "?";

  private final AuditTrail trail;
  private final String who;
  private final @Nullable Long given;
  private final Clock clock;

  Auditing(AuditTrail trail, Settings settings, Clock clock) {
    this.trail = trail;
    this.who = who(settings.operator());
    this.given = settings.audit().row();
    this.clock = clock;
  }

  private static String who(@Nullable String operator) {
    if (operator != null && !operator.isBlank()) {
      return operator.strip();
    }
    var login = System.getProperty("user.name", NAMELESS);
    return login.isBlank() || login.equals(NAMELESS) ? "unknown" : login;
  }

  /**
   * Whether the process was begun for something that stands in the audit, and is to complete it.
   */
  public boolean isGivenItsRow() {
    return given != null && trail.isBegun(given);
  }

  /**
   * Writes down that a command begins.
   *
   * @param command its name
   * @param campaign whose, or null
   * @param run which, or null
   * @param reason in the operator's words, or null
   */
  public Begun begin(
      String command, @Nullable CampaignId campaign, @Nullable RunId run, @Nullable String reason) {
    if (given != null && trail.isBegun(given)) {
      return new Begun(given);
    }
    return new Begun(
        trail.begin(
            new Intervention(
                who,
                Intervention.Role.OPERATOR,
                Intervention.Via.CLI,
                command,
                campaign,
                run,
                reason),
            clock.instant()));
  }

  /** A command that has a row. */
  public final class Begun {
    private final long row;

    private Begun(long row) {
      this.row = row;
    }

    /** Says which run it is of, where that was not known as it began. */
    public void nameRun(RunId run) {
      try {
        trail.nameRun(row, run);
      } catch (RuntimeException e) {
        log.warn("The audit does not say of which run it is: {}", new Unforeseen(e).line());
      }
    }

    /**
     * Completes it. What was done is done, whether that can be written down or not.
     *
     * @param outcome {@link AuditTrail#DONE}, or what the command said, in one line
     */
    public void end(String outcome, int exitCode) {
      try {
        trail.end(row, outcome, exitCode);
      } catch (RuntimeException e) {
        log.warn("The audit does not say how the command ended: {}", new Unforeseen(e).line());
      }
    }
  }
}
