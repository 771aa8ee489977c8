package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Texts that may appear nowhere, and the search for them. What is found is told by its name and the
 * place, with what stands around it.
 */
final class Nowhere {
  /** The shop's own tables; what profiles say is in them, and there only. */
  private static final Set<String> OF_THE_SHOP = Set.of("profiles", "events");

  /** An H2 database, with those tables in it. */
  private static final String DATABASE = ".mv.db";

  private static final int AROUND = 80;

  private final List<Needle> needles = new ArrayList<>();
  private final List<String> found = new ArrayList<>();

  private record Needle(String name, String text, boolean secret) {}

  /** A secret may be in no place at all, in whatever form. */
  Nowhere secret(String name, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    Stream.of(
            text,
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            URLEncoder.encode(text, StandardCharsets.UTF_8))
        .distinct()
        .forEach(form -> needles.add(new Needle(name, form, true)));
    return this;
  }

  /** What a user's profile says may be in the shop's tables only. */
  Nowhere personal(String name, String text) {
    needles.add(new Needle(name, text, false));
    return this;
  }

  /** What was found until now. */
  List<String> found() {
    return found;
  }

  /** Looks at a text, which must not be empty: then something would be wrong with the looking. */
  void look(String place, String text) {
    assertThat(text).as(place).isNotBlank();
    look(place, text, true);
  }

  /** Looks at the files in a folder, and at their names. */
  void lookAtFiles(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var bytes = Files.readAllBytes(file);
        var isDatabase = file.toString().endsWith(DATABASE);
        var charset = isDatabase ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        look(file.toString(), file + "\n" + new String(bytes, charset), !isDatabase);
      }
    }
  }

  /** Looks at all that the system tells of a process and its threads, and the JVM of these. */
  void lookAtProcess(Process process) throws Exception {
    look("thread dump", threads(process.pid()));
    var titles = Path.of("/proc", String.valueOf(process.pid()));
    if (Files.isDirectory(titles)) {
      look("process title", Files.readString(titles.resolve("cmdline")));
      try (var threads = Files.list(titles.resolve("task"))) {
        for (var thread : threads.toList()) {
          look("thread title", Files.readString(thread.resolve("comm")));
        }
      }
    }
  }

  private static String threads(long pid) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(jcmd, String.valueOf(pid), "Thread.print")
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Looks at every column of every table, whoever made it. */
  void lookAtTables(Connection connection) throws SQLException {
    for (var table : tables(connection)) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("select * from " + table)) {
        var columns = rows.getMetaData();
        var name = columns.getTableName(1).toLowerCase(Locale.ROOT);
        while (rows.next()) {
          for (var column = 1; column <= columns.getColumnCount(); column++) {
            look(
                table + "." + columns.getColumnName(column),
                String.valueOf(rows.getString(column)),
                !OF_THE_SHOP.contains(name));
          }
        }
      }
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select table_schema, table_name from information_schema.tables
                where lower(table_schema) not in ('information_schema', 'pg_catalog')
                """)) {
      while (rows.next()) {
        tables.add("\"%s\".\"%s\"".formatted(rows.getString(1), rows.getString(2)));
      }
    }
    return tables;
  }

  private void look(String place, String text, boolean forUsers) {
    for (var needle : needles) {
      var at = needle.secret() || forUsers ? text.indexOf(needle.text()) : -1;
      if (at >= 0) {
        var end = at + needle.text().length();
        found.add(
            "%s in %s: %s‹%s›%s"
                .formatted(
                    needle.name(),
                    place,
                    text.substring(Math.max(0, at - AROUND), at),
                    needle.name(),
                    text.substring(end, Math.min(text.length(), end + AROUND))));
      }
    }
  }
}
