package dev.muster.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints its answer. Whoever prints is not told when that fails, so it is asked for
 * when the command is over: an answer that is lost must not look like one.
 */
final class StandardOutput {
  /** What an operating system says when the reader of a pipe is gone. */
  private static final String CLOSED = "Broken pipe";

  private final OutputStream out;
  private final Watched stream;
  private final PrintWriter writer;

  /** The process's. */
  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  /** What stands for it. */
  StandardOutput(OutputStream out) {
    this.out = out;
    stream = new Watched(out);
    writer = new PrintWriter(new OutputStreamWriter(stream, System.out.charset()), true);
  }

  /** Itself, for who wants to know at once when it cannot be written. */
  OutputStream stream() {
    return out;
  }

  /** Prints to it. */
  PrintWriter writer() {
    return writer;
  }

  /**
   * Looks whether all that was printed has arrived. Who closes a pipe early, as {@code head} does,
   * has read enough: that is no fault.
   *
   * @param exitCode what the command itself ends with
   * @param err where to say that the answer is lost
   * @return what the process is to end with
   */
  int end(int exitCode, PrintWriter err) {
    writer.flush();
    var fault = stream.fault;
    if (fault == null || isClosed(fault)) {
      return exitCode;
    }
    var done = exitCode == ExitCode.DONE.code() || exitCode == ExitCode.INCOMPLETE.code();
    err.println(
        complaint(fault)
            + (done
                ? "; what the command was to do is done, but its answer is lost"
                : "; the command's answer is lost"));
    err.flush();
    return done ? ExitCode.FAILED.code() : exitCode;
  }

  /** Whether the reader has gone. */
  static boolean isClosed(IOException fault) {
    return String.valueOf(fault.getMessage()).contains(CLOSED);
  }

  /** That it cannot be written, and why. */
  static String complaint(IOException fault) {
    return "standard output cannot be written: " + fault.getMessage();
  }

  /** Remembers why it could not be written to. */
  private static final class Watched extends OutputStream {
    private final OutputStream out;
    private volatile @Nullable IOException fault;

    Watched(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        fault = fault == null ? e : fault;
        throw e;
      }
    }
  }
}
