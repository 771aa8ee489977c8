package dev.muster.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The program as a process, and the time that it took. */
record TimedProgram(Path folder) {
  private static final String NOWHERE = "http://127.0.0.1:9";
  private static final String WRITE_KEY = "a-write-key-of-the-benchmark";

  /** The launcher's. */
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:MaxInlineSize=20", "-XX:FreqInlineSize=100");

  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

  /** Runs a command, whose output goes nowhere; in seconds. */
  double seconds(String databaseUrl, String... arguments) throws Exception {
    var begin = System.nanoTime();
    assertThat(start(databaseUrl, NOWHERE, arguments).waitFor()).isZero();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** What another program of these classes prints, in one line. */
  String printed(Class<?> program, String... arguments) throws Exception {
    var command = java();
    command.add(program.getName());
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return printed.strip();
  }

  private static List<String> java() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  /** Starts a command that may send to a receiver, and whose output goes nowhere. */
  Process start(String databaseUrl, String receiver, String... arguments) throws Exception {
    var command = java();
    command.add("dev.muster.cli.Muster");
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    var environment = builder.environment();
    environment.put("MUSTER_DATABASE_URL", databaseUrl);
    environment.put("SEGMENT_API", receiver);
    environment.put("SEGMENT_WRITE_KEY", WRITE_KEY);
    return builder.start();
  }

  /**
   * Runs a campaign to its end; comes back with the CPU seconds of the process, user and system, as
   * the shell's {@code times} says.
   */
  double run(String databaseUrl, String receiver, Path campaign) throws Exception {
    var out = folder.resolve("report.txt");
    var times = folder.resolve("times.txt");
    var command =
        "\"$JAVA\" "
            + String.join(" ", OPTIONS)
            + " -cp \"$CLASSES\" dev.muster.cli.Muster run \"$CAMPAIGN\" > \"$OUT\"; "
            + "status=$?; times > \"$TIMES\"; exit $status";
    var builder = new ProcessBuilder(List.of("sh", "-c", command)).inheritIO();
    var environment = builder.environment();
    environment.put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    environment.put("CLASSES", System.getProperty("java.class.path"));
    environment.put("CAMPAIGN", campaign.toString());
    environment.put("OUT", out.toString());
    environment.put("TIMES", times.toString());
    environment.put("MUSTER_DATABASE_URL", databaseUrl);
    environment.put("SEGMENT_API", receiver);
    environment.put("SEGMENT_WRITE_KEY", WRITE_KEY);
    assertThat(builder.start().waitFor()).isZero();
    System.out.println(Files.readString(out));
    // The second line is that of the shell's children: user and system time.
    var matcher = TIME.matcher(Files.readAllLines(times).get(1));
    var seconds = 0.0;
    while (matcher.find()) {
      seconds += 60 * Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(2));
    }
    return seconds;
  }
}
