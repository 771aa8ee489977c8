package dev.muster.campaign.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.muster.campaign.WhiteSpace;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A CSV file with user ids (RFC 4180): a column {@code user_id}, or {@code Type} and {@code
 * Identity}, of which the rows of type {@code i} count. Cells that are blank or null are passed
 * over; other columns and a byte order mark are ignored. It is streamed: memory does not grow with
 * the file.
 */
public final class UserList {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private UserList() {}

  /** A file that is no list of users; the message says where and why, for the user. */
  public static final class BrokenList extends IOException {
    BrokenList(String message) {
      super(message);
    }
  }

  /**
   * Hands on every id of the file, in its order, doubles and unknown ones included.
   *
   * @param csv UTF-8; it is left open
   * @throws BrokenList when it is no such file; ids before the fault have been handed on by then
   */
  public static void read(InputStream csv, Consumer<String> userId) throws IOException {
    var strict =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    read(new InputStreamReader(csv, strict), userId);
  }

  /**
   * Hands on every id of the file, in its order, doubles and unknown ones included.
   *
   * @param csv is left open
   * @throws BrokenList when it is no such file; ids before the fault have been handed on by then
   */
  public static void read(Reader csv, Consumer<String> userId) throws IOException {
    var line = 1L;
    try {
      var rows = rows(csv);
      if (!rows.hasNext()) {
        throw new BrokenList("line 1: expected a header with user_id or Type,Identity, found none");
      }
      var columns = Columns.of(rows.next());
      while (rows.hasNext()) {
        var row = rows.next();
        line = row.getStartingLineNumber();
        if (columns.counts(row)) {
          var id = columns.id(row, line);
          if (!WhiteSpace.only(id) && !CsvNull.isId(id)) {
            userId.accept(id);
          }
        }
      }
    } catch (CsvParseException e) {
      throw broken(line, e);
    } catch (CharacterCodingException e) {
      throw new BrokenList("line 1: expected UTF-8, found other bytes");
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException
          ? new BrokenList("after line " + line + ": expected UTF-8, found other bytes")
          : e.getCause();
    }
  }

  @SuppressWarnings("resource") // the caller closes what it has opened
  private static Iterator<CsvRecord> rows(Reader csv) throws IOException {
    return CsvReader.builder()
        .detectBomHeader(false)
        .allowUnclosedQuote(false)
        .missingFieldStrategy(FieldMismatchStrategy.STRICT)
        .extraFieldStrategy(FieldMismatchStrategy.STRICT)
        .ofCsvRecord(withoutByteOrderMark(csv))
        .iterator();
  }

  private static Reader withoutByteOrderMark(Reader csv) throws IOException {
    var reader = new PushbackReader(csv, 1);
    var first = reader.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
    return reader;
  }

  private static IOException broken(long line, CsvParseException e) {
    Throwable cause = e;
    while (cause != null) {
      if (cause instanceof CharacterCodingException) {
        return new BrokenList("after line " + line + ": expected UTF-8, found other bytes");
      }
      if (cause instanceof IOException failed) {
        return failed;
      }
      cause = cause.getCause();
    }
    return new BrokenList("after line " + line + ": " + e.getMessage());
  }

  /** Where the ids stand; {@code type} is -1 when every row counts. */
  private record Columns(int id, int type) {

    static Columns of(CsvRecord header) throws BrokenList {
      var names = header.getFields().stream().map(WhiteSpace::strip).toList();
      if (names.contains("user_id")) {
        return new Columns(only("user_id", names), -1);
      }
      if (names.contains("Type") && names.contains("Identity")) {
        return new Columns(only("Identity", names), only("Type", names));
      }
      // Where the header is missing, the names are a user's data.
      throw new BrokenList(
          "line 1: expected a header with user_id or Type,Identity, found neither among its columns ("
              + names.size()
              + ")");
    }

    private static int only(String name, List<String> names) throws BrokenList {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new BrokenList("line 1: the header names " + name + " twice");
      }
      return names.indexOf(name);
    }

    boolean counts(CsvRecord row) {
      return type < 0 || row.getField(type).equals("i");
    }

    String id(CsvRecord row, long line) throws BrokenList {
      var value = row.getField(id);
      if (value.indexOf('\0') >= 0) {
        throw new BrokenList("line " + line + ": expected an id, found the character U+0000 in it");
      }
      return value;
    }
  }
}
