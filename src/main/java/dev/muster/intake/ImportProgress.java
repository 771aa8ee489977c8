package dev.muster.intake;

/** Is told, every some thousand rows, how far an import is. */
@FunctionalInterface
public interface ImportProgress {

  /**
   * Some more has been written.
   *
   * @param rows that have been read so far, good and bad
   * @param bytes that have been read so far of the file as it lies there (compressed, if it is)
   */
  void at(long rows, long bytes);
}
