package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are something else than their names say. */
class OtherFilesTest {

  @ParameterizedTest
  @CsvSource({
    "504b030414000000, a zip archive",
    "504b050600000000, an empty zip archive",
    "fd377a585a000004, compressed with xz",
    "28b52ffd24001000, compressed with zstd",
    "425a683931415926535912, compressed with bzip2",
    "04224d1864400000, compressed with lz4",
    "ff060000734e61507059, compressed with snappy",
    "4c5a495001, compressed with lzip",
    "1f9d90, compressed with compress",
    "377abcaf271c0004, a 7z archive",
    "526172211a0700, a rar archive",
    "d0cf11e0a1b11ae1, an old Excel file",
    "5041523115041500, a Parquet file",
    "4f626a0104, an Avro file",
    "4152524f57310000, an Arrow file",
    "4f52430a0000, an ORC file",
    "53514c69746520666f726d6174203300, an SQLite database",
    "255044462d312e37, a PDF",
    "5047444d50010e00, a dump of PostgreSQL",
  })
  void areToldByTheirFirstBytes(String hex, String what) {
    var bytes = HexFormat.of().parseHex(hex);

    for (var format : Format.values()) {
      assertThatThrownBy(() -> text(format, bytes))
          .isInstanceOf(UnreadableSource.class)
          .hasMessageContaining("is " + what)
          .hasMessageContaining("expected CSV or NDJSON");
      assertThatThrownBy(() -> text(format, gzip(bytes))).hasMessageContaining("is " + what);
    }
  }

  @Test
  void areToldWhenTheyAreArchivesInAnArchive() throws IOException {
    var tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("people.csv"));
      out.write("user_id\n7\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThatThrownBy(() -> text(Format.CSV, gzip(tar))).hasMessageContaining("a tar archive");
    assertThatThrownBy(() -> text(Format.CSV, zip.toByteArray())).hasMessageContaining("a zip");
    assertThatThrownBy(() -> text(Format.CSV, gzip(gzip(new byte[] {'a'}))))
        .hasMessageContaining("compressed with gzip twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "CSV    | {\"user_id\": \"7\"}                       | 'is NDJSON, expected CSV: import it with --format ndjson'",
        "CSV    | ' \\n {\"user_id\":'                       | is NDJSON",
        "CSV    | [{\"user_id\": \"7\"}]                     | 'is JSON, expected CSV'",
        "CSV    | [\\n {\"user_id\": \"7\"}]                 | jq -c '.[]'",
        "CSV    | <!DOCTYPE html>\\n<html>                   | is an HTML or XML page",
        "CSV    | <?xml version=\"1.0\"?>                    | is an HTML or XML page",
        "CSV    | --\\n-- PostgreSQL database dump\\n--      | is an SQL script",
        "NDJSON | user_id,event,occurred_at\\n7,A,2026       | 'is CSV, expected one JSON object a line: import it with --format csv'",
        "NDJSON | \"user_id\",\"First Name\"\\r\\n7,Ann      | is CSV",
        "NDJSON | user_id;plan\\n7;pro                       | is CSV",
        "NDJSON | user_id                                    | is CSV",
        "NDJSON | '[\"u0\",\"Buy\"]\\n[\"u1\"]' | 'has lists of values, expected one JSON object a line: give each value its name, as by jq -c ''{user_id: .[0], event: .[1], occurred_at: .[2]}'', with the places where they stand'",
        "NDJSON | '[7, 8]' | has lists of values",
        "NDJSON | '[\\n  \"u0\",\\n' | has lists of values",
        "NDJSON | '[[\"u0\",\"Buy\"],' | 'is one JSON array of lists of values, expected one JSON object a line: give each value its name, as by jq -c ''.[] | {user_id: .[0], event: .[1], occurred_at: .[2]}'', with'",
        "NDJSON | '[\\n[\"u0\",\"Buy\"],' | is one JSON array of lists",
        "NDJSON | '[]' | 'is one JSON array,'",
        "NDJSON | [{\"user_id\": \"7\"},                     | is one JSON array",
        "NDJSON | '\\n  [\\n  {\"user_id\": \"7\"}'          | is one JSON array",
        "NDJSON | {\\n  \"user_id\": \"7\"\\n}               | 'is JSON over many lines, expected one JSON object a line: make them with jq -c .'",
        "NDJSON | {\"user_id\": \"7\",\\n \"n\": {}}\\n      | is JSON over many lines",
        "NDJSON | {\"data\": [\\n {\"user_id\": \"7\"}]}\\n   | ''",
        "NDJSON | {\"s\": \"}{{\\\"\"}\\nbroken           | ''",
        "NDJSON | {\"user_id\": \"7\"}\\nbroken             | ''",
        "NDJSON | {\"user_id\": \"7\\n{\"user_id\": \"8\"}  | ''",
        "NDJSON | broken\\n{\"user_id\": \"8\"}            | ''",
        "NDJSON | a,b\\n{\"user_id\": \"8\"}               | ''",
        "NDJSON | ''                                        | ''",
        "CSV    | [user_id],[plan]\\n7,pro                  | ''",
        "CSV    | PAR1,ORC,Obj\\n7,8,9                      | ''",
        "CSV    | ORC\\n7                                   | ''",
        "CSV    | BZh,PK,Rar!\\n7,8,9                       | ''",
        "CSV    | -,+\\n7,8                                 | ''",
        "CSV    | ''                                        | ''",
      })
  void areToldByTheirFirstLines(Format format, String content, String complaint)
      throws IOException {
    var bytes = content.replace("\\n", "\n").replace("\\r", "\r").getBytes(StandardCharsets.UTF_8);

    if (complaint.isEmpty()) {
      assertThat(text(format, bytes)).isEqualTo(bytes);
    } else {
      assertThatThrownBy(() -> text(format, bytes))
          .isInstanceOf(UnreadableSource.class)
          .hasMessageContaining(complaint);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16"})
  void areToldWhenTheyAreUtf16(Charset charset) {
    var bytes = "user_id,plan\n7,pro\n".getBytes(charset);

    assertThatThrownBy(() -> text(Format.CSV, bytes)).hasMessage("is UTF-16, expected UTF-8");
  }

  @ParameterizedTest
  @EnumSource
  void nameNoValueOfTheirs(Format format) {
    for (var content : new String[] {"{\"secret\": 1}", "[\"secret\"]", "<secret>", "-- secret"}) {
      try {
        text(format, content.getBytes(StandardCharsets.UTF_8));
      } catch (UnreadableSource | IOException e) {
        assertThat(e).hasMessageNotContaining("secret");
      }
    }
  }

  private static byte[] text(Format format, byte[] bytes) throws IOException {
    var pipe =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(length, 3));
          }
        };
    var source = Source.stream("standard input", format, pipe);
    try (var input = source.open()) {
      return source.text(input, new EventMapping().needed()).readAllBytes();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }
}
