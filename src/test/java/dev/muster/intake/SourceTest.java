package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {

  @ParameterizedTest
  @CsvSource({
    "a.csv,CSV",
    "A.CSV,CSV",
    "a.csv.gz,CSV",
    "a.ndjson,NDJSON",
    "a.jsonl.gz,NDJSON",
    "a.json,",
    "a.gz,",
    "a.csv.zip,",
    "csv,"
  })
  void tellsItsFormatByItsName(String name, Format format) {
    assertThat(Format.ofName(name)).isEqualTo(java.util.Optional.ofNullable(format));
  }

  @Test
  void doesNotMindAByteOrderMark() throws IOException {
    assertThat(text("\uFEFFuser_id\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("user_id\n");
  }

  @Test
  void refusesUtf16() {
    assertThatThrownBy(() -> text("user_id\n".getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(UnreadableSource.class)
        .hasMessage("is UTF-16, expected UTF-8");
  }

  @Test
  void isDecompressedWhateverItsName() throws IOException {
    assertThat(text(gzip("\uFEFFuser_id\n"))).isEqualTo("user_id\n");
  }

  @Test
  void isReadToTheEndOfItsLastGzipMemberAlsoThroughASlowPipe() throws IOException {
    var members = new ByteArrayOutputStream();
    members.write(gzip("user_id\n"));
    members.write(gzip("7\n"));
    members.write(gzip("8\n"));

    assertThat(text(members.toByteArray())).isEqualTo("user_id\n7\n8\n");
  }

  @Test
  void saysSoWhenItIsNotWhatItsNameSays() {
    var source = Source.stream("people.csv.gz", Format.CSV, InputStream.nullInputStream());

    assertThatThrownBy(() -> source.text(source.open()))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining("not compressed");
  }

  private static String text(byte[] bytes) throws IOException {
    var pipe =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(length, 1));
          }

          @Override
          public int available() {
            return 0;
          }
        };
    var source = Source.stream("standard input", Format.CSV, pipe);
    try (var input = source.open()) {
      return new String(source.text(input).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
