package dev.muster.run;

import dev.muster.campaign.RunId;

/**
 * What goes on with a run, in words with the commands.
 *
 * @param receiver the option by which the launch was given its receiver, with a blank before it, or
 *     nothing: a command that goes on without it would send to another one
 */
public record NextCommands(RunId run, String receiver) {

  /**
   * That of one that failed or was stopped.
   *
   * @param rehearsal whether it was one: it goes on by its own clock, which only a launch is given
   */
  public String goesOn(boolean rehearsal) {
    return rehearsal
        ? "the next launch under --clock goes on"
        : "the next launch goes on, or 'muster restart %s%s'".formatted(run, receiver);
  }

  /**
   * That of one that failed.
   *
   * @param needsRemedy whether something must be changed first
   */
  public String goesOn(boolean rehearsal, boolean needsRemedy) {
    return (needsRemedy ? "once that is mended, " : "") + goesOn(rehearsal);
  }

  /** That of one that has sent to users whom the Segment API rejected. */
  public String retriesRejected() {
    return "'muster retry-rejected %s%s' sends to the rejected again".formatted(run, receiver);
  }

  /** Whom it could not reach, and why: the command alone. */
  public String rejections() {
    return "muster show %s --rejections".formatted(run);
  }

  /**
   * What begins it although its time has passed: the command alone.
   *
   * @param file the campaign's
   */
  public String makesUp(String file) {
    return "muster run %s --planned %s%s".formatted(file, run.plannedAt(), receiver);
  }
}
