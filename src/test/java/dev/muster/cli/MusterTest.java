package dev.muster.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.Surroundings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MusterTest {
  @ParameterizedTest
  @MethodSource("commands")
  void knowsTheCommandThatIsAskedForAloneAndAsItIsAmongAll(String name) {
    var alone = commandLine(name, "--help");

    assertThat(alone.getSubcommands()).containsOnlyKeys(name);
    assertThat(usage(alone, name)).isEqualTo(usage(commandLine(), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "rum", "RUN"})
  void knowsAllCommandsWhereNoneOfThemIsAskedFor(String first) {
    assertThat(commandLine(first).getSubcommands().keySet())
        .isEqualTo(commandLine().getSubcommands().keySet());
  }

  static Set<String> commands() {
    return commandLine().getSubcommands().keySet();
  }

  private static String usage(CommandLine commandLine, String command) {
    return requireNonNull(commandLine.getSubcommands().get(command)).getUsageMessage();
  }

  private static CommandLine commandLine(String... arguments) {
    return new Muster(Surroundings.of(Map.of(), Path.of(""))).commandLine(arguments);
  }
}
