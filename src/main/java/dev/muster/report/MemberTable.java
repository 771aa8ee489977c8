package dev.muster.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.muster.store.MemberList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Members of a run as programs read them: {@code user_id, recipient, verdict, due_at, accepted_at,
 * code}, a line each, instants as ISO 8601 in UTC. What writes them throws {@link
 * UncheckedIOException}.
 */
public final class MemberTable {
  private MemberTable() {}

  /** CSV with a header, which is written at once; what there is not is empty. */
  public static Consumer<MemberList.Row> csv(Writer out) {
    var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(out);
    csv.writeRecord("user_id", "recipient", "verdict", "due_at", "accepted_at", "code");
    return member ->
        csv.writeRecord(
            member.userId().value(),
            member.recipient(),
            member.verdict().key(),
            member.dueAt().toString(),
            Inputs.text(member.acceptedAt()),
            member.code());
  }

  /** A JSON object a line; what there is not is null. */
  public static Consumer<MemberList.Row> ndjson(Writer out) {
    return member -> {
      var row = new LinkedHashMap<String, @Nullable Object>();
      row.put("user_id", member.userId().value());
      row.put("recipient", member.recipient());
      row.put("verdict", member.verdict().key());
      row.put("due_at", member.dueAt().toString());
      row.put("accepted_at", Inputs.text(member.acceptedAt()));
      row.put("code", member.code());
      try {
        out.write(JsonWriter.line(row));
        out.write('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
