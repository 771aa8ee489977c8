package dev.muster.alert;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
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
  private static final Pattern REPLY = Pattern.compile("(?:^|, response: )([45]\\d\\d)\\b");

  /** Jakarta Mail has no other sign of these. */
  private static final Pattern NO_REPLY = Pattern.compile("(?s)\\[EOF]|Got bad greeting .*");

  private static final String NO_TLS = "STARTTLS is required but host does not support STARTTLS";
  private static final String NO_WAY_IN = "No authentication mechanisms supported by both";
  private static final String NO_LOGIN = "failed to connect";
  private static final String WANTS_A_LOGIN = "530";
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
      case AuthenticationFailedException failed ->
          Optional.of(login(String.valueOf(failed.getMessage())));
      case UnknownHostException _ -> Optional.of("nobody knows the name of its host");
      case ConnectException _ -> Optional.of("nobody answers at its address");
      case NoRouteToHostException _ -> Optional.of("its host cannot be reached");
      case InterruptedIOException _ -> Optional.of("no answer in time");
      case SSLException _ -> Optional.of("its connection cannot be secured (TLS)");
      case ProtocolException _ -> Optional.of("what answers at its address does not speak HTTP");
      case SocketException _, EOFException _ ->
          Optional.of("its connection was closed before an answer came");
      case MessagingException failed -> said(String.valueOf(failed.getMessage()).strip());
      default -> Optional.empty();
    };
  }

  private static String login(String message) {
    if (message.startsWith(NO_LOGIN)) {
      return "its properties want a login (mail.smtp.auth); set SPRING_MAIL_USERNAME and"
          + " SPRING_MAIL_PASSWORD";
    }
    return message.startsWith(NO_WAY_IN)
        ? "its server knows no way to log in that Muster knows, too"
        : "its server refuses the login; see SPRING_MAIL_USERNAME and SPRING_MAIL_PASSWORD";
  }

  /** What a mail server said, without its words. */
  private static Optional<String> said(String message) {
    if (message.equals(NO_TLS)) {
      return Optional.of(
          "its server offers no TLS (STARTTLS), which is required; give SPRING_MAIL_PORT one that"
              + " does, mostly 587");
    }
    var reply = REPLY.matcher(message);
    if (reply.find()) {
      return Optional.of(answer(reply.group(1)));
    }
    return NO_REPLY.matcher(message).matches()
        ? Optional.of(
            "its server closes the connection, or does not speak SMTP; see SPRING_MAIL_PORT")
        : Optional.empty();
  }

  private static String answer(String code) {
    return "its server answers %s%s"
        .formatted(
            code,
            code.equals(WANTS_A_LOGIN)
                ? ": it wants a login; set SPRING_MAIL_USERNAME and SPRING_MAIL_PASSWORD"
                : "");
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
