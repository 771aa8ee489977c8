package dev.muster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The script {@code muster} in a project of its own, with a JDK and a Maven that only pretend. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "chmod",
          "date",
          "dirname",
          "find",
          "head",
          "ln",
          "ls",
          "mkdir",
          "mv",
          "printf",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "touch",
          "tr",
          "uname");

  @TempDir private Path folder;
  private Path project;
  private Path jdk;
  private Path tools;

  @BeforeEach
  void makeProject() throws Exception {
    project = Files.createDirectories(folder.resolve("my project"));
    Files.copy(Path.of("muster"), project.resolve("muster"));
    run("chmod", "+x", project.resolve("muster").toString());
    Files.createDirectories(project.resolve("src/main"));
    Files.writeString(project.resolve("src/main/Muster.java"), "old");
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    age(project.resolve("pom.xml"));
    age(project.resolve("src/main/Muster.java"));
    age(project.resolve("src/main"));
    jdk = jdk("25.0.1");
    tools = Files.createDirectories(folder.resolve("tools"));
    for (var tool : TOOLS) {
      for (var place : List.of("/usr/bin/", "/bin/")) {
        if (Files.exists(Path.of(place + tool))) {
          script(tools.resolve(tool), "exec " + place + tool + " \"$@\"");
        }
      }
    }
    script(
        tools.resolve("mvn"),
        """
        echo "$JAVA_HOME" >>../built
        echo "what maven says"
        [ -e broken ] && exit 1
        ls target/classes >../left 2>/dev/null
        sleep 1
        mkdir -p target && echo jar >target/muster-serve.jar && echo jar >target/muster.jar
        """);
  }

  @Test
  void buildsAndPassesArgumentsAndTheExitCode() throws Exception {
    var seen =
        launch(project.resolve("muster"), "run", "a b.yaml", "--override", "it's \"so\"", "");

    assertThat(seen.exit()).isEqualTo(7);
    assertThat(seen.out()).endsWith("[run][a b.yaml][--override][it's \"so\"][]\n");
    assertThat(seen.err()).startsWith("muster: building").doesNotContain("what maven says");
    assertThat(built()).containsExactly(jdk.toString());
  }

  @Test
  void saysNothingWhenEverythingIsThere() throws Exception {
    launch(project.resolve("muster"), "first");

    var seen = launch(project.resolve("muster"), "second");

    assertThat(seen.out()).contains("-XX:AOTCache=").endsWith("[second]\n");
    assertThat(seen.err()).isEmpty();
    assertThat(built()).hasSize(1);
  }

  @Test
  void hasTheWebPagesLibrariesForNoOtherCommand() throws Exception {
    var page = launch(project.resolve("muster"), "serve", "--port", "0");
    var other = launch(project.resolve("muster"), "run", "serve");

    assertThat(page.out())
        .containsPattern("-XX:AOTCache=.*-serve\\.aot\n")
        .endsWith("jar muster-serve.jar\n[serve][--port][0]\n");
    assertThat(other.out())
        .containsPattern("-XX:AOTCache=.*Test\\.aot\n")
        .endsWith("jar muster.jar\n[run][serve]\n");
    assertThat(built()).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceHasChanged() throws Exception {
    launch(project.resolve("muster"));
    Files.setLastModifiedTime(
        project.resolve("src/main/Muster.java"), FileTime.from(Instant.now().plusSeconds(5)));

    launch(project.resolve("muster"));

    assertThat(built()).hasSize(2);
  }

  @Test
  void buildsWithoutWhatSourcesThatAreGoneHaveLeftAndKeepsWhatRuns() throws Exception {
    launch(project.resolve("muster"));
    var migrations = Files.createDirectories(project.resolve("target/classes/db"));
    Files.writeString(migrations.resolve("V1__gone.sql"), "create table gone (id int)");
    var running = Files.readString(project.resolve("target/app/current")).strip();
    Files.setLastModifiedTime(
        project.resolve("src/main"), FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(launch(project.resolve("muster")).exit()).isEqualTo(7);

    assertThat(built()).hasSize(2);
    assertThat(folder.resolve("left")).isEmptyFile();
    assertThat(project.resolve("target/app/" + running + "/muster.jar")).exists();
  }

  @Test
  void buildsOnceWhenTwoAreLaunchedAtOnce() throws Exception {
    var first = start(project.resolve("muster"), "one");
    var second = start(project.resolve("muster"), "two");

    assertThat(List.of(seen(first).exit(), seen(second).exit())).containsExactly(7, 7);
    assertThat(built()).hasSize(1);
  }

  @Test
  void takesOverWhenTheOneThatWasBuildingIsGone() throws Exception {
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    var lock = Files.createDirectories(project.resolve("target/.muster-lock"));
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

    assertThat(launch(project.resolve("muster")).exit()).isEqualTo(7);
    assertThat(lock).doesNotExist();
  }

  @Test
  void showsWhatMavenSaysWhenItFails() throws Exception {
    Files.writeString(project.resolve("broken"), "");

    var seen = launch(project.resolve("muster"));

    assertThat(seen.exit()).isEqualTo(1);
    assertThat(seen.out()).isEmpty();
    assertThat(seen.err()).contains("what maven says").contains("muster: could not be built");
    assertThat(project.resolve("target/.muster-lock")).doesNotExist();
  }

  @Test
  void saysWhatToInstallWithoutMaven() throws Exception {
    Files.delete(tools.resolve("mvn"));

    var seen = launch(project.resolve("muster"));

    assertThat(seen.exit()).isEqualTo(2);
    assertThat(seen.err()).contains("needs Maven 3.8 or later").contains("apt install maven");
  }

  @Test
  void saysWhatToInstallWithoutAJdkThatIsNewEnough() throws Exception {
    jdk = jdk("24.0.2");

    var seen = launch(project.resolve("muster"));

    assertThat(seen.exit()).isEqualTo(2);
    assertThat(seen.err()).contains("MUSTER_JAVA_HOME is no JDK 25 or later: " + jdk);
  }

  @Test
  void isFoundThroughSymbolicLinksFromAnywhere() throws Exception {
    var bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("m"), Path.of("../my project/muster"));
    Files.createSymbolicLink(bin.resolve("muster"), Path.of("m"));

    assertThat(launch(bin.resolve("muster"), "x").out()).endsWith("[x]\n");
    assertThat(project.resolve("target/muster.jar")).exists();
  }

  @Test
  void becomesTheProgramSoThatSignalsReachIt() throws Exception {
    launch(project.resolve("muster"));

    var process = start(project.resolve("muster"), "pid");

    assertThat(seen(process).out()).contains("pid " + process.pid() + "\n");
  }

  @Test
  void runsWhereThereIsNothingToBuild() throws Exception {
    var installed = Files.createDirectories(folder.resolve("opt/muster/app"));
    Files.writeString(installed.resolve("muster.jar"), "jar");
    Files.copy(project.resolve("muster"), installed.resolveSibling("muster"));
    run("chmod", "+x", installed.resolveSibling("muster").toString());
    Files.delete(jdk.resolve("bin/javac"));

    var seen = launch(installed.resolveSibling("muster"), "x");

    assertThat(seen.out()).contains("-XX:AOTCache=").endsWith("[x]\n");
    assertThat(folder.resolve("built")).doesNotExist();
  }

  @Test
  void putsOnesOwnJavaOptionsBehindThoseOfTheInstallation() throws Exception {
    Files.writeString(project.resolve("java.options"), "-XX:MaxRAMPercentage=70\n");
    Files.writeString(folder.resolve("options"), "-Xmx2g -Da=b");

    var seen = launch(project.resolve("muster"), "x");

    assertThat(seen.out())
        .containsSubsequence(
            "-XX:FreqInlineSize=100\n",
            "@" + project.toRealPath().resolve("java.options") + "\n",
            "-Xmx2g\n",
            "[x]\n");
  }

  @Test
  void takesTheSerialCollectorUnlessOneIsChosen() throws Exception {
    assertThat(launch(project.resolve("muster"), "x").out()).contains("-XX:+UseSerialGC\n");

    Files.writeString(folder.resolve("options"), "-Xmx2g -XX:+UseG1GC");
    assertThat(launch(project.resolve("muster"), "x").out())
        .doesNotContain("-XX:+UseSerialGC")
        .contains("-Xmx2g\n");

    Files.delete(folder.resolve("options"));
    Files.writeString(project.resolve("java.options"), "-XX:+UseZGC\n");
    assertThat(launch(project.resolve("muster"), "x").out()).doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void speaksJsonWhereTheProgramDoes() throws Exception {
    Files.writeString(folder.resolve("format"), "ecs");
    Files.writeString(project.resolve("broken"), "");

    var seen = launch(project.resolve("muster"), "x");

    assertThat(seen.exit()).isEqualTo(1);
    assertThat(seen.err().lines().map(new JsonMapper()::readTree))
        .hasSize(2)
        .allMatch(line -> line.path("service").path("name").asString().equals("muster"))
        .last()
        .satisfies(line ->
            assertThat(line.path("message").asString())
                .startsWith("could not be built; what Maven said stands in " + project));
  }

  private record Seen(int exit, String out, String err) {}

  private Seen launch(Path script, String... arguments) throws Exception {
    return seen(start(script, arguments));
  }

  private Process start(Path script, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("MUSTER_JAVA_HOME", jdk.toString());
    if (Files.exists(folder.resolve("options"))) {
      builder.environment().put("MUSTER_JAVA_OPTIONS", Files.readString(folder.resolve("options")));
    }
    if (Files.exists(folder.resolve("format"))) {
      builder.environment().put("MUSTER_LOG_FORMAT", Files.readString(folder.resolve("format")));
    }
    return builder.start();
  }

  private static Seen seen(Process process) throws Exception {
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, SECONDS)).isTrue();
    return new Seen(process.exitValue(), out, err);
  }

  private List<String> built() throws IOException {
    return Files.readAllLines(folder.resolve("built"));
  }

  /** Unpacks and trains as Java does, otherwise prints what it was given and exits with 7. */
  private Path jdk(String version) throws Exception {
    var home = Files.createDirectories(folder.resolve("jdk-" + version));
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR_VERSION=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/javac"), "exit 1");
    script(
        home.resolve("bin/java"),
        """
        echo "pid $$"
        for option; do
          case $option in
            -Djarmode=tools) mkdir -p "$6" && echo jar >"$6/${3##*/}" && exit 0 ;;
            -XX:AOTCacheOutput=*) echo cache >"${option#*=}" && exit 0 ;;
            -XX:AOTCache=* | -XX:+Use* | -XX:FreqInlineSize=* | @* | -Xmx*) echo "$option" ;;
          esac
        done
        while [ "$1" != -jar ]; do shift; done
        echo "jar ${2##*/}"
        shift 2
        for argument; do printf '[%s]' "$argument"; done
        echo
        exit 7
        """);
    return home;
  }

  private static void script(Path path, String text) throws Exception {
    Files.writeString(path, "#!/bin/sh\n" + text);
    run("chmod", "+x", path.toString());
  }

  private static void age(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
