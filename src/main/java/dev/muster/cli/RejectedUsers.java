package dev.muster.cli;

import dev.muster.report.JsonWriter;
import dev.muster.report.Printable;
import dev.muster.store.Rejections;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.io.PrintWriter;
import tools.jackson.core.JsonGenerator;

/** The rejected users of a run, one after the other, however many there are. */
final class RejectedUsers {
  private static final String ROW = "%-24s %-8s %-20s %s%n";

  private RejectedUsers() {}

  /**
   * Prints them: as text, a row each; as JSON, {@code {"run": …, "rejections": [{"user": …,
   * "verdict": …, "code": …, "reason": …}]}}.
   */
  static void print(Store store, Run run, boolean json, PrintWriter out) {
    if (json) {
      printJson(store, run, out);
    } else {
      out.printf(ROW, "USER", "VERDICT", "CODE", "REASON");
      store
          .rejections()
          .each(
              run.key(),
              user ->
                  out.printf(
                      ROW,
                      Printable.of(user.userId().value()),
                      user.verdict().key(),
                      user.code(),
                      Printable.of(user.reason())));
    }
    out.flush();
  }

  private static void printJson(Store store, Run run, PrintWriter out) {
    try (var document = JsonWriter.stream(out)) {
      document.writeStartObject();
      document.writeStringProperty("run", run.id().toString());
      document.writeArrayPropertyStart("rejections");
      store
          .rejections()
          .each(
              run.key(),
              user -> {
                document.writeRaw("\n");
                write(user, document);
              });
      document.writeEndArray();
      document.writeEndObject();
    }
    out.println();
  }

  private static void write(Rejections.Rejected user, JsonGenerator document) {
    document.writeStartObject();
    document.writeStringProperty("user", user.userId().value());
    document.writeStringProperty("verdict", user.verdict().key());
    document.writeStringProperty("code", user.code());
    document.writeStringProperty("reason", user.reason());
    document.writeEndObject();
  }
}
