package dev.muster.intake;

import static dev.muster.intake.Reader.all;
import static dev.muster.intake.Reader.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

  @Test
  void readsWhatRfc4180Allows() throws IOException {
    assertThat(
            cells(
                "a,b\r\n1,\"x, \"\"y\"\"\"\r\n\r\n2,\"two\r\nlines\"\n3,\"\"\n\"4\",5\" disk\r5,é😀"))
        .containsExactly(
            List.of("1", "x, \"y\""),
            List.of("2", "two\r\nlines"),
            List.of("3", ""),
            List.of("4", "5\" disk"),
            List.of("5", "é😀"));
  }

  @Test
  void readsWhatAnotherProgramHasWritten() throws IOException {
    var random = new Random(4);
    var written = new ArrayList<List<String>>();
    var out = new StringWriter();
    try (var writer = CsvWriter.builder().build(out)) {
      writer.writeRecord("a", "b", "c");
      for (int i = 0; i < 3_000; i++) {
        var row = List.of(word(random), word(random), "x" + word(random));
        written.add(row);
        writer.writeRecord(row);
      }
    }

    assertThat(cells(out.toString())).isEqualTo(written);
  }

  @Test
  void countsLinesAsAnEditorDoes() throws IOException {
    var rows = all(new CsvRows(bytes("a,b\n\n1,\"x\n\ny\"\r\n2,3\r\n\"4\r5\r\n6\",7\n8\n9,10")));

    assertThat(rows).extracting(Row::line).containsExactly(3L, 6L, 7L, 10L, 11L);
    assertThat(rows.get(3))
        .isEqualTo(new Row.Malformed(10, "1 cells, but the header has 2 columns"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "1,2,3       | 3 cells, but the header has 2 columns",
        "1           | 1 cells, but the header has 2 columns",
        "1,\"2\"3    | characters behind the closing quote of cell 2",
        "\"1\"\"\"2,3 | characters behind the closing quote of cell 1",
      })
  void putsARowAsideThatIsNotWellFormedAndReadsOn(String row, String reason) throws IOException {
    var reader = new CsvRows(bytes("a,b\n" + row + "\n7,8\n"));

    assertThat(reader.next()).isEqualTo(new Row.Malformed(2, reason));
    assertThat(reader.raw()).isEqualTo(row);
    assertThat(reader.next()).isInstanceOf(Row.Read.class).extracting(Row::line).isEqualTo(3L);
    assertThat(reader.next()).isNull();
  }

  @Test
  void putsARowAsideThatIsNotUtf8() throws IOException {
    var latin =
        new SequenceInputStream(
            bytes("a,b\n1,"),
            new SequenceInputStream(
                new ByteArrayInputStream("Käse".getBytes(StandardCharsets.ISO_8859_1)),
                bytes("\n2,\uFFFD is itself a character\n3,nul\0\n")));
    var rows = all(new CsvRows(latin));

    assertThat(rows.get(0)).isEqualTo(new Row.Malformed(2, "b: not UTF-8"));
    assertThat(rows.get(1)).isInstanceOf(Row.Read.class);
    assertThat(rows.get(2)).isEqualTo(new Row.Malformed(4, "b: holds the character U+0000"));
  }

  @Test
  void saysWhereARowBeginsWhoseQuoteIsNeverClosed() throws IOException {
    var reader = new CsvRows(bytes("a,b\n1,2\n3,\"cut off\nin the"));

    assertThat(reader.next()).isInstanceOf(Row.Read.class);
    assertThat(reader.next())
        .isEqualTo(
            new Row.Malformed(
                3,
                "the file ends inside the quotes of this row (down to line 4): it was cut off, or a"
                    + " quote is missing"));
    assertThat(reader.raw()).isEqualTo("3,\"cut off\nin the");
    assertThat(reader.next()).isNull();
  }

  @Test
  void saysThatTheLastRowMayBeCutOff() throws IOException {
    assertThat(all(new CsvRows(bytes("a,b\n1"))))
        .containsExactly(
            new Row.Malformed(
                2,
                "1 cells, but the header has 2 columns; the file ends in this row, was it cut"
                    + " off?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "''            | is empty",
        "a,b,a         | columns 1 and 3 have the same name",
        "a,,b          | column 2 has no name in the header: name it there",
        "a,b,          | 'column 3 has no name in the header, which ends in a comma: name it, or take the last comma out of every line'",
        "'a,b,, '      | 'column 3 has no name in the header, which ends in a comma'",
        "sep=,         | is empty",
        "sep=;         | 'its first line says that ; stands between the columns, expected commas: write it with commas, and without that line'",
        "'sep=\t'      | its first line says that tab stands between the columns",
        "'\"sep=;\"'   | its first line says that ; stands",
        "a;b           | expected commas",
        "'a,\"b'       | the header (line 1) is broken: the file ends inside the quotes",
      })
  void refusesAHeaderThatDoesNotNameTheColumns(String header, String complaint) {
    assertThatThrownBy(() -> new CsvRows(bytes(header)))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=,\n", "sep=,\r\n", "\"sep=,\"\n", "\nsep=,\n\n"})
  void leavesExcelsFirstLineOut(String first) throws IOException {
    var reader = new CsvRows(bytes(first + "a,b\n1,2\n"));

    assertThat(reader.columns()).containsExactly("a", "b");
    assertThat(reader.next())
        .isEqualTo(
            new Row.Read(
                first.lines().count() + 2,
                java.util.Map.of("a", new Value.Cell("1"), "b", new Value.Cell("2"))));
    assertThat(new CsvRows(bytes("sep=12,b\n1,2\n")).columns()).containsExactly("sep=12", "b");
  }

  @Test
  void holdsNoRowOfAnySize() throws IOException {
    var reader = new CsvRows(bytes("a\n1\n\"" + "x".repeat(RowWindow.MAX_ROW_BYTES)));
    reader.next();

    assertThatThrownBy(reader::next)
        .isInstanceOf(UnreadableSource.class)
        .hasMessage("line 3: a row is longer than 4 MiB; is a quote left open there?");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 65_536})
  void doesNotMindHowTheBytesArrive(int piece) throws IOException {
    var text = "a,b\n" + "1,\"ä\"\"\r\n😀\"\n".repeat(20_000);
    var slow =
        new java.io.FilterInputStream(bytes(text)) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(length, piece));
          }
        };

    assertThat(all(new CsvRows(slow)))
        .hasSize(20_000)
        .allSatisfy(row -> assertThat(row).isInstanceOf(Row.Read.class))
        .last()
        .extracting(Row::line)
        .isEqualTo(40_000L);
  }

  private static List<List<String>> cells(String text) throws IOException {
    return all(new CsvRows(bytes(text))).stream()
        .map(row ->
            switch (row) {
              case Row.Read(_, var values) ->
                  values.values().stream().map(value -> ((Value.Cell) value).text()).toList();
              case Row.Malformed(_, var reason) -> List.of(reason);
            })
        .toList();
  }

  private static String word(Random random) {
    var word = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      word.append(List.of(",", "\"", "\n", "\r\n", "a", "ü", "😀", " ").get(random.nextInt(8)));
    }
    return word.toString();
  }
}
