package dev.muster.cli;

import dev.muster.app.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as its jar says it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"muster " + ProgramVersion.number()};
  }
}
