package dev.muster.app;

import static dev.muster.app.OpeningFault.URL;
import static dev.muster.app.OpeningFault.has;
import static dev.muster.app.OpeningFault.needs;
import static dev.muster.app.OpeningFault.passing;

import dev.muster.store.Causes;
import dev.muster.store.DatabaseSays;
import dev.muster.store.SharedFile;
import java.nio.file.AccessDeniedException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.h2.jdbc.JdbcException;

/** What keeps a database of H2 from being opened: a file's fault, or a server's. */
final class H2Opening {
  /** What H2 does first with each session. */
  private static final Pattern INIT = Pattern.compile("(?i);INIT=((?:\\\\.|[^;])*)");

  /** The path is neither absolute nor begins with a dot or a tilde. */
  private static final String RELATIVE_PATH = "90011";

  /** A folder or a file could not be made. */
  private static final String NOT_MADE = "90062";

  /** A file of another version, or none of H2's. */
  private static final String OTHER_VERSION = "90048";

  /** An internal error, which a file gives rise to that has something else in it by chance. */
  private static final String NOT_UNDERSTOOD = "HY000";

  /** In use by a process that shares it with nobody. */
  private static final String IN_USE = "90020";

  /** Of files in general, and of one that a server may not give. */
  private static final String NO_ACCESS = "90028";

  private static final String PORT_IN_USE = "90061";
  private static final String NO_SCHEMA = "90079";

  /** Something is not supported, such as to share a file that can only be read. */
  private static final String NOT_SHARED = "HYC00";

  private static final Pattern WITH_CIPHER = Pattern.compile("(?i);CIPHER=");

  private static final String WRONG_PASSWORDS = "90050";
  private static final String NOT_DECRYPTED = "90049";

  /** A server that is none of H2's, as {@link dev.muster.store.RemoteH2} has it. */
  private static final String NO_CONNECTION = "08001";

  private static final String BROKEN_CONNECTION = "90067";

  private H2Opening() {}

  static Optional<OpeningFault> of(SQLException fault, String url) {
    if (isOfInit(fault, url)) {
      // Its words would quote it, and it may make a user.
      return needs("what INIT in its URL says fails (SQLSTATE " + fault.getSQLState() + ")", URL);
    }
    if (has(fault, CertificateException.class)) {
      return OpeningFault.untrusted(
          fault, "have the JVM trust it (-Djavax.net.ssl.trustStore=FILE in MUSTER_JAVA_OPTIONS)");
    }
    if (DatabaseUrl.isFileOfH2(url) && SharedFile.standsAtAFolder(url)) {
      return needs("a folder stands where its file should be", URL);
    }
    return switch (String.valueOf(fault.getSQLState())) {
      case NO_CONNECTION -> Optional.of(OpeningFault.noDatabase());
      case BROKEN_CONNECTION ->
          Optional.of(fault)
              .filter(broken -> String.valueOf(broken.getMessage()).contains("unexpected status"))
              .map(_ -> OpeningFault.noDatabase());
      case NOT_SHARED -> isOfSharing(fault) ? notAllowed(fault) : Optional.empty();
      case WRONG_PASSWORDS ->
          needs(
              "its password is not the two that CIPHER wants: the file's, a blank, the user's",
              "set MUSTER_DATABASE_PASSWORD");
      case NOT_DECRYPTED ->
          needs(
              "its file is encrypted with another password, or not at all",
              "set MUSTER_DATABASE_PASSWORD, or change CIPHER in MUSTER_DATABASE_URL");
      case RELATIVE_PATH ->
          needs("expected a path that begins with / or ./ or ~/, found another", URL);
      case NOT_MADE ->
          needs(
              "its file, or the folder for it, cannot be made",
              "see that nothing else is at that place and that this process may write there, or "
                  + URL);
      case NOT_UNDERSTOOD ->
          DatabaseUrl.isFileOfH2(url)
              ? needs("what it has stored makes no sense to H2", DatabaseSays.REMEDY_OF_CORRUPTION)
              : Optional.empty();
      case NO_ACCESS ->
          DatabaseUrl.isServerOfH2(url) && String.valueOf(fault.getMessage()).contains(" outside ")
              ? needs(
                  "its server does not give that file: " + DatabaseSays.of(fault),
                  "name one within the server's -baseDir: " + URL)
              : Optional.empty();
      case PORT_IN_USE ->
          needs("something else listens at its AUTO_SERVER_PORT", "name another, or " + URL);
      case NO_SCHEMA -> needs(DatabaseSays.of(fault), "create it, or " + URL);
      case OTHER_VERSION -> needs("its file is none of this version of H2", URL);
      case IN_USE ->
          Optional.of(
              passing(
                  "another program has its file open and does not share it",
                  "end that program, or have it open the file with AUTO_SERVER=TRUE"));
      default -> Optional.empty();
    };
  }

  /** What H2 takes for damage of a file that is encrypted, or is not, and was to be otherwise. */
  static Optional<OpeningFault> ofEncryption(String url) {
    if (!DatabaseUrl.isFileOfH2(url)) {
      return Optional.empty();
    }
    var encrypted = SharedFile.isEncrypted(url);
    if (!WITH_CIPHER.matcher(url).find()) {
      return encrypted
          ? needs(
              "its file is encrypted",
              "add ;CIPHER=AES to MUSTER_DATABASE_URL, and put the file's password and a blank"
                  + " before the user's in MUSTER_DATABASE_PASSWORD")
          : Optional.empty();
    }
    return encrypted
        ? needs(
            "its file is encrypted with another password, or damaged",
            "set MUSTER_DATABASE_PASSWORD: the file's, a blank, the user's")
        : needs("its file is not encrypted", "take CIPHER out of MUSTER_DATABASE_URL");
  }

  /** What H2 takes for damage of a file that something else has made. */
  static Optional<OpeningFault> ofAnotherFile(String url) {
    return DatabaseUrl.isFileOfH2(url) && SharedFile.isNoneOfH2(url)
        ? needs(
            "what it has stored is damaged, or its file is none of H2's",
            DatabaseSays.REMEDY_OF_CORRUPTION + ", or " + URL)
        : Optional.empty();
  }

  /** What is denied is the file, or whatever H2 makes beside it. */
  static Optional<OpeningFault> notAllowed(SQLException fault) {
    var isOfTheFile =
        Causes.of(fault)
            .filter(AccessDeniedException.class::isInstance)
            .map(denied -> ((AccessDeniedException) denied).getFile())
            .allMatch(path -> path == null || path.endsWith(".mv.db"));
    return needs(
        isOfTheFile
            ? "this process may not read and write its file"
            : "this process may not write in its file's folder, where H2 makes a lock file",
        "give it the right, or " + URL);
  }

  private static boolean isOfSharing(SQLException fault) {
    return String.valueOf(fault.getMessage()).contains("autoServerMode");
  }

  /** H2 tells of which statement a fault is. */
  private static boolean isOfInit(SQLException fault, String url) {
    return fault instanceof JdbcException h2
        && h2.getSQL() != null
        && INIT.matcher(url)
            .results()
            .map(init -> init.group(1).replace("\\;", ";"))
            .anyMatch(init -> init.contains(h2.getSQL().strip()));
  }
}
