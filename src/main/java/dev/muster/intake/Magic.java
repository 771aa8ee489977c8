package dev.muster.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Files that are not text at all, by the bytes that they begin with. */
enum Magic {
  ZIP("a zip archive (as Excel's .xlsx is one)", Remedy.UNPACK, "PK\3\4"),
  EMPTY_ZIP("an empty zip archive", Remedy.UNPACK, "PK\5\6"),
  GZIP("compressed with gzip twice", Remedy.UNPACK, "\u001f\u008b"),
  XZ("compressed with xz", Remedy.UNPACK, "\u00fd7zXZ\0"),
  ZSTD("compressed with zstd", Remedy.UNPACK, "(\u00b5/\u00fd"),
  BZIP2("compressed with bzip2", Remedy.UNPACK, "BZh?1AY&SY"),
  LZ4("compressed with lz4", Remedy.UNPACK, "\u0004\"M\u0018"),
  SNAPPY("compressed with snappy", Remedy.UNPACK, "\u00ff\u0006\0\0sNaPpY"),
  LZIP("compressed with lzip", Remedy.UNPACK, "LZIP\1"),
  COMPRESS("compressed with compress (.Z)", Remedy.UNPACK, "\u001f\u009d"),
  SEVEN_ZIP("a 7z archive", Remedy.UNPACK, "7z\u00bc\u00af'\u001c"),
  RAR("a rar archive", Remedy.UNPACK, "Rar!\u001a\7"),
  TAR("a tar archive", Remedy.UNPACK, "ustar") {
    @Override
    int offset() {
      return 257;
    }
  },
  OLE2(
      "an old Excel file (.xls)",
      Remedy.EXPORT,
      "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
  PARQUET("a Parquet file", Remedy.EXPORT, "PAR1\u0015"),
  AVRO("an Avro file", Remedy.EXPORT, "Obj\1"),
  ARROW("an Arrow file", Remedy.EXPORT, "ARROW1\0\0"),
  ORC("an ORC file", Remedy.EXPORT, "ORC") {
    @Override
    boolean is(byte[] head) {
      // Three letters alone might be a column's name.
      return super.is(head) && new String(head, StandardCharsets.ISO_8859_1).indexOf(0) >= 0;
    }
  },
  SQLITE("an SQLite database", Remedy.EXPORT, "SQLite format 3\0"),
  PDF("a PDF", Remedy.EXPORT, "%PDF-"),
  POSTGRESQL_DUMP(
      "a dump of PostgreSQL (pg_dump's custom format)",
      "restore it into a database, and write the rows with \\copy … to 'FILE.csv' csv header",
      "PGDMP\1");

  /** Bytes that are looked at. */
  static final int LENGTH = 512;

  private static final char ANY = '?';

  private final String what;
  private final String remedy;
  private final String beginning;

  /**
   * @param beginning its first bytes, a character each; a question mark is any
   */
  Magic(String what, String remedy, String beginning) {
    this.what = what;
    this.remedy = remedy;
    this.beginning = beginning;
  }

  /** Which of them it is, if any. */
  static Optional<Magic> of(byte[] head) {
    return Arrays.stream(values()).filter(magic -> magic.is(head)).findFirst();
  }

  /** What the file is, and what to do. */
  String complaint() {
    return "is %s, expected CSV or NDJSON, plain or compressed with gzip: %s"
        .formatted(what, remedy);
  }

  /** Where its bytes stand. */
  int offset() {
    return 0;
  }

  boolean is(byte[] head) {
    if (head.length < offset() + beginning.length()) {
      return false;
    }
    for (int i = 0; i < beginning.length(); i++) {
      var expected = beginning.charAt(i);
      if (expected != ANY && expected != (head[offset() + i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  private static final class Remedy {
    static final String UNPACK = "unpack it first";
    static final String EXPORT = "export its rows as CSV or NDJSON";
  }
}
