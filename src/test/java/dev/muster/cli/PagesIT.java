package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.demo.Shop;
import dev.muster.docs.Console;
import dev.muster.docs.Page;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.sandbox.FaultScript;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program prints what stands in README and {@code docs} below its commands, which are done one
 * after the other, as by somebody who tries them. What it prints otherwise on purpose is taken over
 * with {@code -Ddocs=write}, and read in the change; where lines are left out it is by hand.
 */
class PagesIT {
  private static final long SEED = 20_261_201;
  private static final int CUSTOMERS = 1_200;
  private static final int DAYS = 120;
  private static final double ACTIVITY = 4;

  /** Pages on which a shop as the demo's is in the database, as it was at that instant. */
  private static final Map<String, Instant> WITH_SHOP =
      Map.of(
          "docs/when.md", Instant.parse("2026-12-07T14:00:00Z"),
          "docs/goals.md", Instant.parse("2026-12-07T14:00:00Z"),
          "docs/delivery.md", Instant.parse("2025-06-02T09:00:00Z"));

  private static final boolean WRITING = "write".equals(System.getProperty("docs"));

  /** It runs already. */
  private static final String SANDBOX = "./muster sandbox &";

  private static final Pattern ASKED =
      Pattern.compile("curl http://127\\.0\\.0\\.1:8377(/\\S*) \\| jq '\\.\\[\\]\\.message'");
  private static final Pattern FAULTS =
      Pattern.compile("curl --data '(.*)' http://127\\.0\\.0\\.1:8377/__sandbox/faults");

  @TempDir private Path folder;

  static List<Page> pages() {
    return Page.all().stream().filter(page -> !Console.commands(page).isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void showsWhatTheProgramPrints(Page page) throws Exception {
    copy("jobs");
    copy("sql/segments");
    try (var desk = new Desk(Database.H2, folder)) {
      if (WITH_SHOP.containsKey(page.path())) {
        importShop(desk, WITH_SHOP.get(page.path()));
      }
      var text = page.text();
      for (var command : Console.commands(page)) {
        var faults = FAULTS.matcher(command.line());
        var line = command.line();
        if (line.startsWith("cat ")) {
          desk.file(line.substring(4), String.join("\n", command.printed()) + "\n");
        } else if (faults.matches()) {
          desk.sandbox().faults(FaultScript.read(faults.group(1)));
        } else if (line.startsWith("export ")) {
          Arrays.stream(line.substring(7).split(" ")).forEach(setting -> set(desk, setting));
        } else if (!line.equals(SANDBOX)) {
          text = held(command, printed(desk, line), text);
        }
      }
      if (WRITING) {
        Files.writeString(Path.of(page.path()), text);
      }
    }
  }

  private static String printed(Desk desk, String line) throws Exception {
    var asked = ASKED.matcher(line);
    if (asked.matches()) {
      return messages(desk.sandbox().uri().resolve(asked.group(1)));
    }
    var words = new ArrayList<>(List.of(line.split(" ")));
    while (words.getFirst().contains("=")) {
      set(desk, words.removeFirst());
    }
    assertThat(words.removeFirst()).as(line).isEqualTo("./muster");
    var arguments = words.stream().map(word -> receiver(desk, word)).toArray(String[]::new);
    return desk.program().run(arguments).out();
  }

  /** As jq writes them. */
  private static String messages(URI uri) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return new JsonMapper()
          .readTree(answer.body())
          .valueStream()
          .map(event -> event.path("message").toPrettyString().replace("\" : ", "\": ") + "\n")
          .collect(Collectors.joining());
    }
  }

  /** The page's text, with what is printed where it is to be taken over. */
  private static String held(Console.Command command, String printed, String text) {
    if (WRITING && !command.shortened()) {
      return Console.rewritten(
          text,
          command,
          printed
              .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:8377")
              .replace("file:data", "file:./data"));
    }
    // The demo's shop is of the moment.
    var settling =
        command.line().equals("./muster demo")
            ? (UnaryOperator<String>) said -> Console.shape(Console.settled(said))
            : (UnaryOperator<String>) Console::settled;
    assertThat(settling.apply(printed)).as(command.line()).matches(command.expected(settling));
    return text;
  }

  private static void set(Desk desk, String setting) {
    var parts = setting.split("=", 2);
    desk.program().with(parts[0], receiver(desk, parts[1]));
  }

  /** The page's sandbox listens where it does by default. */
  private static String receiver(Desk desk, String word) {
    return word.equals("sandbox") ? desk.sandbox().uri().toString() : word;
  }

  private static void importShop(Desk desk, Instant asOf) throws Exception {
    var shop = new Shop(SEED, asOf, CUSTOMERS, DAYS, ACTIVITY);
    try (var database = desk.open()) {
      var intake = Database.H2.intake(database);
      intake.profiles(
          Source.stream("profiles", Format.NDJSON, shop.profiles()), Options.defaults());
      intake.events(Source.stream("events", Format.NDJSON, shop.events()), Options.defaults());
    }
  }

  private void copy(String from) throws IOException {
    try (var files = Files.walk(Path.of(from))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
