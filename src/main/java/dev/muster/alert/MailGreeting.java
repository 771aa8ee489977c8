package dev.muster.alert;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Connects to a mail server as for a mail, and sends none. */
record MailGreeting(MailServer server) {

  /**
   * Connects.
   *
   * @throws Unsent when a login is set, and is not used: Jakarta Mail goes on without it
   */
  void by(Session session) throws MessagingException, Unsent {
    if ((server.username() == null) != (server.password() == null)) {
      throw unused("SPRING_MAIL_USERNAME and SPRING_MAIL_PASSWORD are not both set");
    }
    try (var transport = session.getTransport()) {
      transport.connect(
          server.host(),
          server.port() == null ? -1 : server.port(),
          server.username(),
          server.password());
      if (server.username() != null && !asksForALogin(transport)) {
        throw unused("its server offers no login (AUTH), and SPRING_MAIL_USERNAME is set");
      }
    }
  }

  private static boolean asksForALogin(Transport transport) {
    return !(transport instanceof SMTPTransport smtp) || smtp.supportsExtension("AUTH");
  }

  private static Unsent unused(String why) {
    return new Unsent(Unsent.Fault.OF_THE_CHANNEL, why + ": mails go without it");
  }
}
