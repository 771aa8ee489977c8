package dev.muster.source;

/** A source that is another database than Muster's own could not be asked; its cause says why. */
public final class SourceUnasked extends RuntimeException {
  public SourceUnasked(Exception cause) {
    super("the source could not be asked", cause);
  }
}
