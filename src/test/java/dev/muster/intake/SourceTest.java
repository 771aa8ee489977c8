package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
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
  void isDamagedWhereWhatFollowsAGzipMemberIsNoneOrNotAllOfOne() throws IOException {
    var first = gzip("user_id\n7\n");
    var second = gzip("8\n");
    for (var cut = 1; cut < second.length; cut++) {
      assertDamaged(joined(first, Arrays.copyOf(second, cut)));
    }
    for (var at = 0; at < 3; at++) {
      var broken = second.clone();
      broken[at]++;
      assertDamaged(joined(first, broken));
    }
    assertDamaged(joined(first, "8\n".getBytes(StandardCharsets.UTF_8)));
  }

  /** Where a member's end and what follows it are read in several goes. */
  @Test
  void isReadToTheEndWhereverItsGzipMembersAreCutIntoBuffers() throws IOException {
    var noise = new byte[70_000];
    new Random(7).nextBytes(noise);
    var letters = Base64.getEncoder().encodeToString(noise);
    var most = gzip(letters.substring(0, 87_000)).length - (1 << 16);
    assertThat(most).as("bytes more than a buffer").isPositive();
    for (var length = 86_000; length < 87_000; length += 7) {
      var text = "user_id\n" + letters.substring(0, length) + "\n";
      var whole = gzip(text);
      assertThat(text(joined(whole, gzip("8\n")))).isEqualTo(text + "8\n");
      assertDamaged(joined(whole, new byte[] {0x1f}));
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void assertDamaged(byte[] bytes) {
    for (var slow : List.of(true, false)) {
      assertThatThrownBy(() -> text(bytes, slow))
          .as("%d bytes, slow %s", bytes.length, slow)
          .isInstanceOfAny(ZipException.class, EOFException.class);
    }
  }

  @Test
  void saysSoWhenItIsNotWhatItsNameSays() {
    var source = Source.stream("people.csv.gz", Format.CSV, InputStream.nullInputStream());

    assertThatThrownBy(() -> source.text(source.open(), List.of()))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining("not compressed");
  }

  private static String text(byte[] bytes) throws IOException {
    return text(bytes, true);
  }

  private static String text(byte[] bytes, boolean slow) throws IOException {
    var pipe = slow ? slow(bytes) : new ByteArrayInputStream(bytes);
    var source = Source.stream("standard input", Format.CSV, pipe);
    try (var input = source.open()) {
      return new String(source.text(input, List.of()).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream slow(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.min(length, 1));
      }

      @Override
      public int available() {
        return 0;
      }
    };
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
