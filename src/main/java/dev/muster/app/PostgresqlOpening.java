package dev.muster.app;

import static dev.muster.app.OpeningFault.URL;
import static dev.muster.app.OpeningFault.has;
import static dev.muster.app.OpeningFault.needs;
import static dev.muster.app.OpeningFault.passing;

import dev.muster.store.Causes;
import dev.muster.store.DatabaseSays;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What keeps a database of PostgreSQL from being opened, as its driver and its server tell it. */
final class PostgresqlOpening {
  /** PostgreSQL's driver: the class of what has to do with a connection. */
  private static final String CONNECTION = "08";

  /** PostgreSQL's driver: no connection came about. */
  private static final String NO_CONNECTION = "08001";

  /** The same, after the time that it may take. */
  private static final String NO_ANSWER = "Connection attempt timed out.";

  private static final String WRONG_VALUE = "22023";
  private static final String WRONG_SYNTAX = "42601";

  /** PostgreSQL's driver: what was answered is none of its protocol. */
  private static final String NO_PROTOCOL = "08P01";

  /** PostgreSQL's driver, or its server, does not go on with the login as it is. */
  private static final String REJECTED = "08004";

  /** PostgreSQL: not in a state in which that could be done. */
  static final String NOT_NOW = "55000";

  /** PostgreSQL: of a setting, a value that it does not take, or a name that there is not. */
  private static final Set<String> WRONG_SETTING = Set.of("22023", "42704", "42602", "42601");

  /** PostgreSQL ends a session that it does not let in. */
  private static final Set<String> LETS_NOBODY_IN = Set.of("FATAL", "PANIC");

  /** What the driver says of the certificate and key that it is to show itself. */
  private static final Pattern OF_ITS_OWN_KEY =
      Pattern.compile(
          "(?i)private key|SSL key file|SSL certificate|keystore|key manager|KeyManager failed"
              + "|fatal alert: (certificate_|bad_certificate|unknown_ca|decrypt_error|access_denied)");

  /**
   * Methods of pg_hba.conf that ask the operating system or Kerberos who it is, and no password; in
   * whatever language, before the user's name.
   */
  private static final Pattern WITHOUT_PASSWORD =
      Pattern.compile("^[^\"»«„“]*\\b(?:Ident|Peer|GSSAPI|SSPI)\\b");

  /** The same where it is the driver that does not go on with them. */
  private static final Pattern NO_METHOD_OF_THE_DRIVER =
      Pattern.compile("GSS Authentication failed|authentication type \\d+ is not supported");

  /** What poolers say that is over by itself: a server that is down, no room, a wait too long. */
  private static final Pattern POOLER_AT_A_LOSS =
      Pattern.compile(
          "(?i)login has been failing|no more connections|timeout|cannot connect|shutting down"
              + "|server (conn|closed)|max_client_conn");

  /** What poolers say of what they do not pass on when a session begins. */
  private static final Pattern NOT_PASSED_ON =
      Pattern.compile("unsupported startup parameter: (\\w+)");

  private static final String SET_FOR_THE_LOGIN =
      "leave %s out of MUSTER_DATABASE_URL, and set for the pooler's login what it sets (alter role … set …)";

  /** PgBouncer, where not even a transaction has a session of its own. */
  private static final String STATEMENT_POOLING = "statement pooling mode";

  /** Supabase's pooler, of a user that it cannot tell whose it is. */
  private static final String NO_TENANT = "Tenant or user not found";

  /** What no repetition mends of a server that foreign tables are on. */
  private static final Pattern OF_A_FOREIGN_LOGIN =
      Pattern.compile(
          "(?i)authentication failed|does not exist|pg_hba|translate host name|password");

  private static final Pattern OF_THE_NAME = Pattern.compile("hostnameverifier");

  private static final Pattern OF_CERTIFICATES = Pattern.compile("(?i)certificate|TrustManager");

  /** PostgreSQL's, also of a name that it does not know. */
  static final String WRONG_PASSWORD = "28P01";

  /** PostgreSQL's of a login that fails by any other method. */
  private static final String WRONG_LOGIN = "28000";

  private static final String BROKEN_CONNECTION = "08006";

  private PostgresqlOpening() {}

  static Optional<OpeningFault> of(SQLException fault) {
    var state = String.valueOf(fault.getSQLState());
    var said = String.valueOf(fault.getMessage());
    var server = serverMessage(fault);
    if (DatabaseSays.isNoSession(fault)) {
      return Optional.of(passing(DatabaseSays.of(fault), DatabaseSays.REMEDY_OF_NO_SESSION));
    }
    if (server != null && LETS_NOBODY_IN.contains(String.valueOf(server.getSeverity()))) {
      return ofServer(state, String.valueOf(server.getMessage()));
    }
    if (server != null && state.startsWith(CONNECTION)) {
      return Optional.of(ofForeignTable(server));
    }
    if (server == null && NO_METHOD_OF_THE_DRIVER.matcher(said).find()) {
      return asksForNoPassword(DatabaseSays.of(fault));
    }
    if (server == null && state.startsWith(CONNECTION) && said.contains("GSS")) {
      return needs(
          "its server does not speak GSS, which its URL asks for",
          "change gssEncMode in MUSTER_DATABASE_URL");
    }
    if (state.equals(REJECTED) && said.contains("SSL")) {
      return needs(
          "its server speaks no TLS, which its URL asks for",
          "set up TLS there, or change sslmode in MUSTER_DATABASE_URL");
    }
    if (state.equals(REJECTED)) {
      return refused(fault);
    }
    if (state.equals(NO_CONNECTION) && said.contains("targetServerType")) {
      return Optional.of(
          passing(
              "none of its servers is of the kind that targetServerType in its URL asks for",
              "see which of them is up, or " + URL));
    }
    if (server == null && isOfItsOwnKey(fault)) {
      return needs(
          "the key or certificate that its URL has Muster show cannot be used: "
              + DatabaseSays.of(fault),
          "see sslcert and sslkey (a pair, of an authority that the server trusts, not expired; the"
              + " key chmod 600) and sslpassword in MUSTER_DATABASE_URL");
    }
    if (server == null && OF_THE_NAME.matcher(said).find()) {
      return needs(
          "the server's certificate is for another name than its URL has",
          "ask by the name that it is for, or set sslmode=verify-ca in MUSTER_DATABASE_URL");
    }
    if (isOfTls(fault, said)) {
      return OpeningFault.untrusted(fault, "see sslmode and sslrootcert in MUSTER_DATABASE_URL");
    }
    if (isWrongOption(fault)) {
      return needs("an option in its URL is wrong: " + said, URL);
    }
    return isNoDatabase(state, said) ? Optional.of(OpeningFault.noDatabase()) : Optional.empty();
  }

  /** What the server says before it lets a session in; there are no users in it. */
  private static Optional<OpeningFault> ofServer(String state, String said) {
    if (WRONG_SETTING.contains(state)) {
      return needs(
          "does not take what its URL sets for the session: " + said,
          "change options in MUSTER_DATABASE_URL");
    }
    if (said.contains("pg_hba.conf")) {
      return needs(
          "lets nobody in: " + said,
          "see that file of the server's, or change sslmode in MUSTER_DATABASE_URL");
    }
    if (said.contains("client certificate") || said.contains("certificate authentication")) {
      return needs(
          "refuses the login: " + said,
          "set sslcert and sslkey in MUSTER_DATABASE_URL to a certificate of its authority, for that"
              + " user");
    }
    if (state.equals(WRONG_LOGIN) && WITHOUT_PASSWORD.matcher(said).find()) {
      return asksForNoPassword(said);
    }
    if (state.equals(NO_PROTOCOL) && said.contains("authentication failed")) {
      return needs(
          "refuses the login: " + said,
          "set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD, as the pooler knows them");
    }
    var notPassedOn = NOT_PASSED_ON.matcher(said);
    if (notPassedOn.find()) {
      return needs(said, passedOver(notPassedOn.group(1)));
    }
    if (said.contains(STATEMENT_POOLING)) {
      return needs(said, OpeningFault.REMEDY_OF_SHARED_SESSIONS);
    }
    if (said.contains("is not permitted to log in")) {
      return needs(
          "refuses the login: " + said, "alter role … login, or set MUSTER_DATABASE_USERNAME");
    }
    if (said.contains(NO_TENANT)) {
      return needs("refuses the login: " + said, "change user and host in MUSTER_DATABASE_URL");
    }
    return switch (state) {
      case WRONG_PASSWORD ->
          needs(
              "refuses the login: " + said,
              "set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD, or see whether the role's"
                  + " password has expired (valid until)");
      case NOT_NOW ->
          needs(
              "lets nobody in: " + said,
              "alter database … allow_connections true, or, of one whose dropping was interrupted,"
                  + " drop it and restore a copy");
      // A pooler's.
      case NO_PROTOCOL ->
          Optional.of(
              POOLER_AT_A_LOSS.matcher(said).find()
                  ? passing(
                      said,
                      "see that the server behind the pooler runs and has sessions left, the pooler's"
                          + " configuration, or "
                          + URL)
                  : new OpeningFault(said, "see the pooler's configuration, or " + URL, false));
      default -> Optional.empty();
    };
  }

  /** Whatever name and password are set. */
  private static Optional<OpeningFault> asksForNoPassword(String said) {
    return needs(
        "refuses the login: " + said,
        "have the server's pg_hba.conf ask this login for a password (method scram-sha-256), and"
            + " reload it");
  }

  /** What is merely passed over does not come about: what the URL asks for must elsewhere. */
  private static String passedOver(String parameter) {
    return switch (parameter) {
      case "options" -> SET_FOR_THE_LOGIN.formatted(parameter);
      case "search_path" -> SET_FOR_THE_LOGIN.formatted("currentSchema");
      default -> "have the pooler pass over it (PgBouncer: ignore_startup_parameters)";
    };
  }

  /** A session is there, and what it asks for lies elsewhere, as with postgres_fdw. */
  private static OpeningFault ofForeignTable(ServerErrorMessage server) {
    var detail = server.getDetail();
    var said =
        server.getMessage() + (detail == null ? "" : ": " + detail.lines().toList().getFirst());
    return new OpeningFault(
        "a foreign table in it cannot be read: " + said,
        "see that its server runs, and alter server and alter user mapping where they are wrong",
        !OF_A_FOREIGN_LOGIN.matcher(said).find());
  }

  private static Optional<OpeningFault> refused(SQLException fault) {
    return needs(
        "refuses the login: " + DatabaseSays.of(fault),
        "set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD, or sslmode in"
            + " MUSTER_DATABASE_URL");
  }

  private static @Nullable ServerErrorMessage serverMessage(SQLException fault) {
    return fault instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
  }

  /** What the driver finds in the URL before it asks anybody. */
  private static boolean isWrongOption(SQLException fault) {
    return fault instanceof PSQLException
        && serverMessage(fault) == null
        && switch (String.valueOf(fault.getSQLState())) {
          case NO_CONNECTION -> fault.getCause() == null && !NO_ANSWER.equals(fault.getMessage());
          case WRONG_VALUE, WRONG_SYNTAX -> true;
          default -> false;
        };
  }

  /** Another server's greeting is taken for an answer about encryption, or for none. */
  private static boolean isNoDatabase(String state, String said) {
    return switch (state) {
      case NO_CONNECTION, NO_PROTOCOL -> true;
      case BROKEN_CONNECTION -> said.startsWith("SSL error");
      default -> false;
    };
  }

  private static boolean isOfItsOwnKey(SQLException fault) {
    return Causes.of(fault)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(said -> OF_ITS_OWN_KEY.matcher(said).find());
  }

  private static boolean isOfTls(SQLException fault, String said) {
    return has(fault, CertificateException.class)
        || has(fault, FileNotFoundException.class)
        || has(fault, NoSuchFileException.class)
        || has(fault, AccessDeniedException.class)
        || (fault instanceof PSQLException
            && serverMessage(fault) == null
            && OF_CERTIFICATES.matcher(said).find());
  }
}
