package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.Surroundings;
import dev.muster.docs.Page;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandsPageTest {
  private static final Page OPERATE = Page.at("docs/operate.md");
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  /** Those of every command, and how to answer, which has a sentence of its own. */
  private static final Set<String> ELSEWHERE = Set.of("--help", "--version", "--output");

  private static Map<String, CommandLine> commands() {
    var top = new Muster(Surroundings.of(Map.of(), Path.of(""))).commandLine();
    var commands = new TreeMap<String, CommandLine>();
    add("", top, commands);
    return commands;
  }

  private static void add(String prefix, CommandLine above, Map<String, CommandLine> commands) {
    above
        .getSubcommands()
        .forEach((name, command) -> {
          if (command.getCommandSpec().usageMessage().hidden()) {
            return;
          }
          if (command.getSubcommands().isEmpty()) {
            commands.put(prefix + name, command);
          } else {
            add(prefix + name + " ", command, commands);
          }
        });
  }

  private static Set<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void saysEveryCommandWithItsOptionsAsTheHelpDoes() {
    var written = new TreeMap<String, Set<String>>();
    OPERATE.table("Commands").rows().stream()
        .flatMap(row -> Page.codes(row.getFirst()).stream())
        .forEach(synopsis -> written.put(name(synopsis), options(synopsis)));
    var known = new TreeMap<String, Set<String>>();
    commands()
        .forEach((name, command) -> {
          var options = options(command);
          options.removeAll(ELSEWHERE);
          known.put(name, options);
        });
    assertThat(written).containsExactlyInAnyOrderEntriesOf(known);
  }

  private static Set<String> options(String synopsis) {
    return OPTION
        .matcher(synopsis)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The words in front of what stands for something else. */
  private static String name(String synopsis) {
    return Arrays.stream(synopsis.split(" "))
        .takeWhile(word -> word.matches("[a-z][a-z-]*"))
        .collect(Collectors.joining(" "));
  }

  @Test
  void saysWhichCommandsAnswerInJson() {
    var text = String.join(" ", OPERATE.prose());
    var sentence = text.substring(text.indexOf("Each has `--help`."));
    var written = Page.codes(sentence.substring(0, sentence.indexOf("take `--output json`")));
    assertThat(written.stream().skip(1))
        .containsExactlyInAnyOrderElementsOf(
            commands().entrySet().stream()
                .filter(entry -> options(entry.getValue()).contains("--output"))
                .map(entry -> List.of(entry.getKey().split(" ")).getFirst())
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
