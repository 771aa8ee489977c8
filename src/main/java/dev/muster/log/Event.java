package dev.muster.log;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What happens, as programs that collect the log find it: {@code event.action}. People are told of
 * the same in other ways, so that in text there are no lines of these.
 */
public enum Event {
  RUN_PLANNED("run.planned"),
  RUN_QUALIFIED("run.qualified"),
  RUN_MISSED("run.missed"),
  EXECUTION_BEGUN("execution.begun"),
  EXECUTION_ENDED("execution.ended"),
  DELIVERY_PAUSED("delivery.paused"),
  DELIVERY_PROGRESS("delivery.progress"),
  COMMAND("command"),
  LOGIN("login"),
  LOGIN_FAILED("login.failed");

  /** The run's status, as reports have it. */
  public static final String STATUS = "muster.status";

  /** How many users. */
  public static final String USERS = "muster.users";

  /** How many messages were accepted. */
  public static final String MESSAGES = "muster.messages";

  /** What the command, or the run alone, ends the process with. */
  public static final String EXIT_CODE = "muster.exit_code";

  static final String LOGGER = "dev.muster.event";

  /** Who it was, as they are called who log in to the web page. */
  public static final String WHO = "user.name";

  private static final String ACTION = "event.action";
  private static final Logger log = LoggerFactory.getLogger(LOGGER);

  private final String action;

  Event(String action) {
    this.action = action;
  }

  /** A line of it, to which more can be added, of what is worked on. */
  public LoggingEventBuilder line() {
    return log.atInfo().addKeyValue(ACTION, action);
  }

  /** A line of it, of a campaign, and of no run of it. */
  public LoggingEventBuilder line(CampaignId campaign) {
    return line().addKeyValue(WorkedOn.CAMPAIGN, campaign.value());
  }

  /** A line of it, of a run that is not worked on. */
  public LoggingEventBuilder line(RunId run) {
    var line = line();
    for (var field : WorkedOn.fields(run).entrySet()) {
      line = line.addKeyValue(field.getKey(), field.getValue());
    }
    return line;
  }
}
