package dev.muster.campaign;

/**
 * The key of a run's row, under which all else that is kept of the run stands. It means something
 * in one database alone: people, files and messages know the run by its {@link RunId}.
 */
public record RunKey(long value) {

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
