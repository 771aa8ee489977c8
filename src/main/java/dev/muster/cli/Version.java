package dev.muster.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as its jar says it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"muster " + number()};
  }

  /** The number alone. */
  static String number() {
    var version = Version.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "(not from a jar)");
  }
}
