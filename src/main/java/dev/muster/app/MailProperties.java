package dev.muster.app;

import dev.muster.campaign.file.NearMiss;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The properties of Jakarta Mail that are about SMTP, as its provider documents them. There may be
 * others: who writes one that is nearly one of these has mistyped it, and goes without a login or
 * TLS.
 */
final class MailProperties {
  private static final Pattern OF_SMTP = Pattern.compile("[.\\[]mail\\.(smtps?)\\.([a-z0-9.]+)]?");

  private static final int MISTYPED = 2;

  /** Names that are so short are like others that mean something else. */
  private static final int SHORT = 5;

  private static final Set<String> KNOWN =
      Set.of(
          """
          allow8bitmime auth auth.digest-md5.disable auth.login.disable auth.mechanisms
          auth.ntlm.disable auth.ntlm.domain auth.ntlm.flags auth.plain.disable auth.xoauth2.disable
          auth.xoauth2.two.line.authentication.format chunksize connectiontimeout dsn.notify dsn.ret
          ehlo executor.writetimeout from host localaddress localhost localport mailextension
          noop.strict port proxy.host proxy.password proxy.port proxy.user quitonsessionreject
          quitwait reportsuccess sasl.authorizationid sasl.enable sasl.mechanisms sasl.realm
          sasl.usecanonicalhostname sendpartial socketfactory socketfactory.class
          socketfactory.fallback socketfactory.port socks.host socks.port ssl.checkserveridentity
          ssl.ciphersuites ssl.enable ssl.hostnameverifier ssl.hostnameverifier.class ssl.protocols
          ssl.socketfactory ssl.socketfactory.class ssl.socketfactory.port ssl.trust
          starttls.enable starttls.required submitter timeout user userset writetimeout
          """
              .strip()
              .split("\\s+"));

  private MailProperties() {}

  /**
   * The property that was meant by one that is mistyped, if it is.
   *
   * @param written as it stands below {@code spring.mail.properties}, with the dot or bracket that
   *     it begins with, and without dashes
   * @return with a dot before it
   */
  static Optional<String> meant(String written) {
    var parts = OF_SMTP.matcher(written.toLowerCase(Locale.ROOT));
    if (!parts.matches() || KNOWN.contains(parts.group(2))) {
      return Optional.empty();
    }
    var name = parts.group(2);
    return KNOWN.stream()
        .filter(known -> known.length() > SHORT || known.equals("auth"))
        .filter(known -> NearMiss.distance(name, known) <= MISTYPED)
        .min((one, other) ->
            Integer.compare(NearMiss.distance(name, one), NearMiss.distance(name, other)))
        .map(known -> ".mail.%s.%s".formatted(parts.group(1), known));
  }
}
