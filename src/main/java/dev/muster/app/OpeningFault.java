package dev.muster.app;

import dev.muster.store.Causes;
import dev.muster.store.DatabaseSays;
import dev.muster.store.FullDisk;
import dev.muster.store.SharedFile;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What keeps a database from being opened, in Muster's own words where the driver's are none that
 * help.
 *
 * @param found what is wrong
 * @param remedy what to do about it
 * @param passing whether the next launch may find it otherwise
 */
record OpeningFault(String found, String remedy, boolean passing) {
  static final String URL = "change MUSTER_DATABASE_URL";

  /** What to do about a pooler that gives sessions to others in between. */
  static final String REMEDY_OF_SHARED_SESSIONS =
      "connect to the server itself, or to a pooler in session mode";

  /** How Java tells that no connection came about. */
  private static final Pattern NO_WAY = Pattern.compile("(?i)connect timed out|unreachable");

  /**
   * The fault as one of these, if it is one.
   *
   * @param url the database's
   */
  static Optional<OpeningFault> of(SQLException fault, String url) {
    if (FullDisk.isMeant(fault)) {
      // Whatever else the driver makes of it.
      return Optional.of(
          passing("no room is left on its disk: " + DatabaseSays.of(fault), "make room there"));
    }
    if (DatabaseSays.isCorruption(fault)) {
      return H2Opening.ofEncryption(url)
          .or(() -> H2Opening.ofAnotherFile(url))
          .or(() -> needs("what it has stored is damaged", DatabaseSays.REMEDY_OF_CORRUPTION));
    }
    if (has(fault, SharedFile.NoAnswer.class)) {
      return Optional.of(
          passing(
              "the process that has its file open does not answer",
              "see whether it was stopped (as by Ctrl+Z), and let it go on or end it"));
    }
    if (has(fault, UnknownHostException.class)) {
      return Optional.of(unknownHost(fault));
    }
    if (has(fault, BindException.class) && url.contains("localSocketAddress=")) {
      return needs("localSocketAddress in its URL is no address of this machine", URL);
    }
    if (isOfTheNetwork(fault)) {
      return Optional.of(
          passing("nobody answers at its address", "see that the server runs there, or " + URL));
    }
    if (has(fault, ReflectiveOperationException.class) || has(fault, ClassCastException.class)) {
      return needs("a class that an option in its URL names is not there or of another kind", URL);
    }
    if (has(fault, AccessDeniedException.class) && DatabaseUrl.isFileOfH2(url)) {
      return H2Opening.notAllowed(fault);
    }
    return DatabaseUrl.isPostgresql(url) ? PostgresqlOpening.of(fault) : H2Opening.of(fault, url);
  }

  /** Another server than the driver's, or one that is silent. */
  static OpeningFault noDatabase() {
    return passing(
        "who listens at its address is no database that this driver knows, or does not answer as"
            + " one",
        "see which server listens there, of a pooler or proxy also that the database behind it runs,"
            + " or "
            + URL);
  }

  /** Somebody else may be in between, but for one whose time is over or has not begun. */
  static Optional<OpeningFault> untrusted(SQLException fault, String remedy) {
    if (has(fault, CertificateExpiredException.class)) {
      return outOfItsTime("has expired");
    }
    if (has(fault, CertificateNotYetValidException.class)) {
      return outOfItsTime("is not valid yet");
    }
    return needs(
        "the server's certificate is not trusted, or what it is to be checked by is not there",
        remedy);
  }

  private static Optional<OpeningFault> outOfItsTime(String how) {
    return needs(
        "the server's certificate, or one of its authorities', " + how,
        "have its operator renew it, and see that this machine's clock is right");
  }

  /** What no repetition mends. */
  static Optional<OpeningFault> needs(String found, String remedy) {
    return Optional.of(new OpeningFault(found, remedy, false));
  }

  /** What the next launch may find otherwise. */
  static OpeningFault passing(String found, String remedy) {
    return new OpeningFault(found, remedy, true);
  }

  /** Nobody is there, or no way leads there. */
  private static boolean isOfTheNetwork(SQLException fault) {
    return has(fault, ConnectException.class)
        || has(fault, NoRouteToHostException.class)
        || Causes.of(fault)
            .filter(cause ->
                cause instanceof SocketException || cause instanceof SocketTimeoutException)
            .anyMatch(cause -> NO_WAY.matcher(String.valueOf(cause.getMessage())).find());
  }

  private static OpeningFault unknownHost(SQLException fault) {
    var host =
        Causes.of(fault)
            .filter(UnknownHostException.class::isInstance)
            .map(cause -> String.valueOf(cause.getMessage()).replaceFirst(":.*", ""))
            .findFirst()
            .orElse("");
    var passing = isPassing(host);
    return new OpeningFault(
        "there is no host of that name: " + host + (passing ? ", or nobody tells just now" : ""),
        passing ? "see the network, or " + URL : URL,
        passing);
  }

  /** A name server that does not answer is told from one that knows no such name. */
  private static boolean isPassing(String host) {
    try {
      var _ = InetAddress.getByName(host);
      return true;
    } catch (UnknownHostException e) {
      var said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      return said.contains("temporary") || said.contains("try again");
    }
  }

  /** Whether it stands among the causes. */
  static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    return Causes.of(thrown).anyMatch(type::isInstance);
  }
}
