package dev.muster.app;

import dev.muster.store.Causes;
import dev.muster.store.DatabaseSays;
import dev.muster.store.FullDisk;
import dev.muster.store.SharedFile;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/**
 * What keeps a database from being opened, in Muster's own words where the driver's are none that
 * help.
 *
 * @param found what is wrong
 * @param remedy what to do about it
 * @param passing whether the next launch may find it otherwise
 */
record OpeningFault(String found, String remedy, boolean passing) {
  private static final String URL = "change MUSTER_DATABASE_URL";

  /** H2: the path is neither absolute nor begins with a dot or a tilde. */
  private static final String RELATIVE_PATH = "90011";

  /** H2: a folder or a file could not be made. */
  private static final String NOT_MADE = "90062";

  /** H2: a file of another version, or none of H2's. */
  private static final String OTHER_VERSION = "90048";

  /** H2: an internal error, which a file gives rise to that has something else in it by chance. */
  private static final String NOT_UNDERSTOOD = "HY000";

  /** H2: in use by a process that shares it with nobody. */
  private static final String IN_USE = "90020";

  /** PostgreSQL's driver: no connection came about. */
  private static final String NO_CONNECTION = "08001";

  /** The same, after the time that it may take. */
  private static final String NO_ANSWER = "Connection attempt timed out.";

  private static final String WRONG_VALUE = "22023";

  /** PostgreSQL's driver: what was answered is none of its protocol. */
  private static final String NO_PROTOCOL = "08P01";

  private static final String BROKEN_CONNECTION = "08006";
  private static final String BROKEN_CONNECTION_OF_H2 = "90067";

  /** PostgreSQL's driver, or its server, does not go on with the login as it is. */
  private static final String REJECTED = "08004";

  /** The fault as one of these, if it is one. */
  static Optional<OpeningFault> of(SQLException fault) {
    if (FullDisk.isMeant(fault)) {
      // Whatever else the driver makes of it: it is over when there is room.
      return Optional.empty();
    }
    if (DatabaseSays.isCorruption(fault)) {
      return needs("what it has stored is damaged", DatabaseSays.REMEDY_OF_CORRUPTION);
    }
    if (has(fault, SharedFile.NoAnswer.class)) {
      return Optional.of(
          new OpeningFault(
              "the process that has its file open does not answer",
              "see whether it was stopped (as by Ctrl+Z), and let it go on or end it",
              true));
    }
    if (has(fault, UnknownHostException.class)) {
      return Optional.of(unknownHost(fault));
    }
    if (has(fault, ConnectException.class)) {
      return Optional.of(
          new OpeningFault(
              "nobody answers at its address", "see that the server runs there, or " + URL, true));
    }
    if (isWrongOption(fault)) {
      return needs("an option in its URL is wrong: " + fault.getMessage(), URL);
    }
    if (isNoDatabase(fault)) {
      return Optional.of(
          new OpeningFault(
              "who listens at its address is no database that this driver knows, or does not answer"
                  + " as one",
              "see which server listens there, or " + URL,
              true));
    }
    if (has(fault, AccessDeniedException.class)) {
      return needs(
          "this process may not read and write its file",
          "give it the right, or change MUSTER_DATABASE_URL");
    }
    if (isOfTls(fault)) {
      return needs(
          "the server's certificate is not trusted, or what it is to be checked by is not there",
          "see sslmode and sslrootcert in MUSTER_DATABASE_URL");
    }
    return switch (String.valueOf(fault.getSQLState())) {
      case RELATIVE_PATH ->
          needs("expected a path that begins with / or ./ or ~/, found another", URL);
      case NOT_MADE ->
          needs(
              "its file, or the folder for it, cannot be made",
              "see that nothing else is at that place and that this process may write there, or "
                  + URL);
      case NOT_UNDERSTOOD ->
          needs("what it has stored makes no sense to H2", DatabaseSays.REMEDY_OF_CORRUPTION);
      case OTHER_VERSION -> needs("its file is none of this version of H2", URL);
      case IN_USE ->
          Optional.of(
              new OpeningFault(
                  "another program has its file open and does not share it",
                  "end that program, or have it open the file with AUTO_SERVER=TRUE",
                  true));
      case REJECTED ->
          needs(
              "refuses the login: " + DatabaseSays.of(fault),
              "set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD, or sslmode in"
                  + " MUSTER_DATABASE_URL");
      default -> Optional.empty();
    };
  }

  private static Optional<OpeningFault> needs(String found, String remedy) {
    return Optional.of(new OpeningFault(found, remedy, false));
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

  /** What PostgreSQL's driver finds in the URL before it asks anybody. */
  private static boolean isWrongOption(SQLException fault) {
    return fault instanceof PSQLException ours
        && ours.getServerErrorMessage() == null
        && switch (String.valueOf(fault.getSQLState())) {
          case NO_CONNECTION -> fault.getCause() == null && !NO_ANSWER.equals(fault.getMessage());
          case WRONG_VALUE -> true;
          default -> false;
        };
  }

  /** Another server's greeting is taken for an answer about encryption, or for none. */
  private static boolean isNoDatabase(SQLException fault) {
    var said = String.valueOf(fault.getMessage());
    return switch (String.valueOf(fault.getSQLState())) {
      case NO_CONNECTION, NO_PROTOCOL -> true;
      case BROKEN_CONNECTION -> said.startsWith("SSL error");
      case BROKEN_CONNECTION_OF_H2 -> said.contains("unexpected status");
      default -> false;
    };
  }

  private static boolean isOfTls(SQLException fault) {
    return has(fault, CertificateException.class)
        || has(fault, FileNotFoundException.class)
        || (has(fault, NoSuchFileException.class) && !NOT_MADE.equals(fault.getSQLState()))
        || String.valueOf(fault.getMessage()).contains("hostnameverifier");
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    return Causes.of(thrown).anyMatch(type::isInstance);
  }
}
