package dev.muster.web;

import dev.muster.run.Figures;
import dev.muster.store.Intervention;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has sent who wants a command.
 *
 * @param who the operator
 * @param reason in one line, or null for none
 * @param acceptsDuplicates whether some may get their message twice
 */
record CommandForm(String who, @Nullable String reason, boolean acceptsDuplicates) {
  private static final int LONGEST_REASON = 500;

  /** What of a command's form is not what was asked for, as a sentence; or nothing. */
  static Optional<String> fault(CommandPages.Case found, HttpServletRequest request) {
    var reason = text(request, "reason");
    if (found.command().needsReason() && reason.isEmpty()) {
      return Optional.of("A reason is wanted; nothing was done.");
    }
    if (reason.length() > LONGEST_REASON) {
      return Optional.of(
          "A reason of up to %d characters is wanted; nothing was done.".formatted(LONGEST_REASON));
    }
    return found.command() == RunCommand.OVERRIDE && !saysHowMany(found, request)
        ? Optional.of(
            "The number of users is wanted, %s, and another one was typed; nothing was done."
                .formatted(Figures.count(found.row().qualified())))
        : Optional.empty();
  }

  /** Reads a form without a {@link #fault}. */
  static CommandForm of(CommandPages.Case found, HttpServletRequest request) {
    var reason = text(request, "reason");
    return new CommandForm(
        String.valueOf(Frame.of(request).who()),
        reason.isEmpty() ? null : Forms.line(reason),
        request.getParameter("accept_duplicates") != null);
  }

  private static boolean saysHowMany(CommandPages.Case found, HttpServletRequest request) {
    return Long.toString(found.row().qualified()).equals(text(request, "users").replace(",", ""));
  }

  private static String text(HttpServletRequest request, String field) {
    var typed = request.getParameter(field);
    return typed == null ? "" : typed.strip();
  }

  /** How it stands in the audit. */
  Intervention intervention(CommandPages.Case found) {
    return new Intervention(
        who,
        Intervention.Role.OPERATOR,
        Intervention.Via.WEB,
        found.command().word(),
        found.row().id().campaign(),
        found.row().id(),
        reason);
  }

  /** The command line that does it. */
  List<String> arguments(CommandPages.Case found) {
    var run = found.row().id().toString();
    var arguments = new ArrayList<String>();
    switch (found.command()) {
      case STOP -> throw new IllegalStateException("it needs no process");
      case RESTART -> arguments.addAll(List.of("restart", run));
      case ABANDON -> arguments.addAll(List.of("abandon", run, "--reason=" + reason));
      case RETRY_REJECTED -> arguments.addAll(List.of("retry-rejected", run));
      case OVERRIDE -> arguments.addAll(List.of("restart", run, "--override=" + reason));
    }
    if (found.command().mayDouble() && acceptsDuplicates) {
      arguments.add("--accept-duplicates");
    }
    return arguments;
  }
}
