package dev.muster.web;

import dev.muster.app.Application;
import dev.muster.app.ServeSettings;
import dev.muster.report.Shown;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the web page is of.
 *
 * @param application the settings, and the database that all pages read
 * @param campaigns campaign files and folders of them, in the order in which they were named
 * @param bind the address that it listens on
 * @param login whether people have to log in; if not, everybody who reaches it is an operator
 * @param launcher begins what works on runs
 * @param clock the real time
 */
public record Site(
    Application application,
    List<Path> campaigns,
    InetAddress bind,
    boolean login,
    ProgramLauncher launcher,
    Clock clock) {
  public Site {
    campaigns = List.copyOf(campaigns);
  }

  /** The account's, in which instants are shown and days begin. */
  ZoneId zone() {
    return application.settings().account().timezone();
  }

  /** The day that an instant is of. */
  LocalDate date(Instant at) {
    return at.atZone(zone()).toLocalDate();
  }

  /** How numbers and instants are shown. */
  Shown shown() {
    return new Shown(zone());
  }

  /** Why nothing can be sent from here, or nothing where it can. */
  Optional<String> refusalToSend() {
    var segment = application.settings().segment();
    return segment.writeKey().isBlank() && !segment.api().equals("sandbox")
        ? Optional.of("SEGMENT_WRITE_KEY is not set where muster serve was started")
        : Optional.empty();
  }

  ServeSettings settings() {
    return application.settings().serve();
  }
}
