package dev.muster.app;

import java.util.Objects;

/** The program's version, as its jar says it. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** The number alone; outside of a jar, that it is not known. */
  public static String number() {
    var version = ProgramVersion.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "(not from a jar)");
  }
}
