package dev.muster.alert;

import dev.muster.store.AlertChannel;
import dev.muster.store.OpenAlert;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Alerts as mails to the owner of the campaign. */
public final class Mail implements Messenger {
  private final MailServer server;
  private final JavaMailSenderImpl sender;
  private final InternetAddress from;
  private final TimeLimit limit;
  private final Clock clock;

  /**
   * Mails over a server.
   *
   * @param from whom they come from, an address with or without a name
   * @param atMost how long one may take
   * @param clock the real one
   * @throws IllegalArgumentException when {@code from} is no address
   */
  public Mail(MailServer server, String from, Duration atMost, Clock clock) {
    this.server = server;
    this.sender = sender(server, atMost);
    this.from = address(from);
    this.limit = new TimeLimit(atMost);
    this.clock = clock;
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static InternetAddress address(String text) {
    try {
      return new InternetAddress(text, true);
    } catch (AddressException e) {
      throw new IllegalArgumentException("no e-mail address", e);
    }
  }

  private static JavaMailSenderImpl sender(MailServer server, Duration atMost) {
    var sender = new JavaMailSenderImpl();
    sender.setHost(server.host());
    if (server.port() != null) {
      sender.setPort(server.port());
    }
    sender.setUsername(server.username());
    sender.setPassword(server.password());
    sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
    var properties = sender.getJavaMailProperties();
    properties.setProperty("mail.smtp.connectiontimeout", String.valueOf(atMost.toMillis()));
    properties.setProperty("mail.smtp.timeout", String.valueOf(atMost.toMillis()));
    properties.putAll(server.properties());
    return sender;
  }

  @Override
  public AlertChannel channel() {
    return AlertChannel.MAIL;
  }

  @Override
  public void send(OpenAlert alert) throws Unsent, InterruptedException {
    limit.keep(() -> sender.send(message(alert)));
  }

  private MimeMessage message(OpenAlert alert) throws MessagingException {
    var message = sender.createMimeMessage();
    var helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
    helper.setFrom(from);
    helper.setTo(String.valueOf(alert.message().recipient()));
    helper.setSubject(alert.message().subject());
    helper.setText(alert.message().content());
    helper.setSentDate(Date.from(clock.instant()));
    message.setHeader("Message-ID", messageId(alert.key()));
    message.setHeader("X-Muster-Alert", alert.key());
    message.setHeader("Auto-Submitted", "auto-generated");
    return message;
  }

  /** The key in the letters that such an id may have; no two keys have one. */
  private static String messageId(String key) {
    return "<%s@muster>".formatted(key.replace('@', '.').replace('/', '.').replace(':', '-'));
  }

  @Override
  public Optional<String> greet() throws InterruptedException {
    try {
      limit.keep(() -> new MailGreeting(server).by(sender.getSession()));
      return Optional.empty();
    } catch (Unsent e) {
      return Optional.of(e.why());
    }
  }
}
