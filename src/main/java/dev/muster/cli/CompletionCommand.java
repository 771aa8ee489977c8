package dev.muster.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster completion}: what a shell needs to complete commands, options and files. */
@Command(
    name = "completion",
    description = "Prints what a shell needs to complete commands and options.",
    mixinStandardHelpOptions = true,
    footer = {"", "In ~/.bashrc or ~/.zshrc:", "  source <(muster completion bash)"})
final class CompletionCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "bash|zsh", description = "The shell: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  /** The names are what a user writes. */
  enum Shell {
    bash,
    zsh
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (shell == Shell.zsh) {
      // The other's functions are not there by themselves, nor what they are built on.
      out.print("autoload -Uz compinit bashcompinit && compinit && bashcompinit\n");
    }
    out.print(AutoComplete.bash("muster", muster.commandLine()));
    out.flush();
    return ExitCode.DONE.code();
  }
}
