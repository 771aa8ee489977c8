package dev.muster.alert;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.springframework.mail.MailSendException;

/**
 * What kept an alert from being sent, in words of ours: those of others may quote an address that
 * is a secret, or whatever they like.
 */
final class Trouble {
  private static final Pattern REPLY = Pattern.compile("^([45]\\d\\d)\\b");
  private static final int DEPTH = 16;

  private Trouble() {}

  static Unsent of(Throwable thrown) {
    var causes = causes(thrown);
    var fault =
        causes.stream().anyMatch(Trouble::isOfTheRecipient)
            ? Unsent.Fault.OF_THIS_ALERT
            : Unsent.Fault.OF_THE_CHANNEL;
    return new Unsent(fault, words(causes));
  }

  private static boolean isOfTheRecipient(Throwable cause) {
    return switch (cause) {
      case AddressException _ -> true;
      case SendFailedException failed ->
          failed.getInvalidAddresses() != null && failed.getInvalidAddresses().length > 0;
      default -> false;
    };
  }

  private static String words(List<Throwable> causes) {
    return causes.stream()
        .flatMap(cause -> words(cause).stream())
        .findFirst()
        .orElseGet(() -> "failed (%s)".formatted(causes.getLast().getClass().getSimpleName()));
  }

  private static Optional<String> words(Throwable cause) {
    return switch (cause) {
      case AddressException _ -> Optional.of("the owner's address is none that mails can go to");
      case AuthenticationFailedException _ -> Optional.of("its server refuses the login");
      case UnknownHostException _ -> Optional.of("nobody knows the name of its host");
      case ConnectException _ -> Optional.of("nobody answers at its address");
      case NoRouteToHostException _ -> Optional.of("its host cannot be reached");
      case InterruptedIOException _ -> Optional.of("no answer in time");
      case SSLException _ -> Optional.of("its connection cannot be secured (TLS)");
      default -> reply(String.valueOf(cause.getMessage()));
    };
  }

  /** What a mail server said, without its words. */
  private static Optional<String> reply(String message) {
    var reply = REPLY.matcher(message);
    return reply.find()
        ? Optional.of("its server answers %s".formatted(reply.group(1)))
        : Optional.empty();
  }

  private static List<Throwable> causes(Throwable thrown) {
    var causes = new ArrayList<Throwable>();
    collect(thrown, causes);
    return causes;
  }

  private static void collect(Throwable thrown, List<Throwable> causes) {
    for (var cause = thrown; cause != null && causes.size() < DEPTH; cause = cause.getCause()) {
      causes.add(cause);
      if (cause instanceof MailSendException failed) {
        for (var one : failed.getMessageExceptions()) {
          collect(one, causes);
        }
      }
    }
  }
}
