package dev.muster.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads rows that a test has at hand. */
final class Reader {
  private Reader() {}

  static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<Row> all(RowReader reader) throws IOException {
    var rows = new ArrayList<Row>();
    for (var row = reader.next(); row != null; row = reader.next()) {
      rows.add(row);
    }
    return rows;
  }

  /** The event in a CSV of one row, whose columns are all those that events have. */
  static Event csvEvent(String row) throws IOException, BadRow {
    return only(
        new CsvRows(bytes("id,user_id,event,occurred_at,properties\n" + row)), new EventMapping());
  }

  static Event ndjsonEvent(String row) throws IOException, BadRow {
    return only(new NdjsonRows(bytes(row)), new EventMapping());
  }

  static Profile csvProfile(String header, String row, String... textColumns)
      throws IOException, BadRow {
    return only(
        new CsvRows(bytes(header + "\n" + row)), new ProfileMapping(Set.of(textColumns), false));
  }

  static Profile ndjsonProfile(String row) throws IOException, BadRow {
    return only(new NdjsonRows(bytes(row)), new ProfileMapping(Set.of(), false));
  }

  private static <T> T only(RowReader reader, Mapping<T> mapping) throws IOException, BadRow {
    if (!reader.columns().isEmpty()) {
      mapping.columns(reader.columns());
    }
    return switch (all(reader).getFirst()) {
      case Row.Read(var line, var values) ->
          mapping.map(values, () -> new FileRow(line, reader.raw()));
      case Row.Malformed(_, var reason) -> throw new BadRow(reason);
    };
  }
}
