package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.store.LockWaits;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class OpeningFaultTest {
  private static final Settings.Database DATABASE =
      new Settings.Database("jdbc:postgresql://h/shop", null, "s3cret");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          90030 | false | what it has stored is damaged; restore a copy
          90143 | false | what it has stored is damaged; restore a copy
          XX001 | false | what it has stored is damaged; restore a copy
          HY000 | false | what it has stored makes no sense to H2; restore a copy
          90011 | false | expected a path that begins with / or ./ or ~/
          90062 | false | cannot be made
          90048 | false | none of this version of H2
          90049 | false | its file is encrypted with another password, or not at all; set MUSTER_DATABASE_PASSWORD
          90050 | false | its password is not the two that CIPHER wants
          90086 | false | its H2 server lacks Muster's functions
          90020 | true | another program has its file open and does not share it; end that program
          08004 | false | refuses the login
          28P01 | false | refuses the login
          3D000 | false | create it, or change MUSTER_DATABASE_URL
          42501 | false | give MUSTER_DATABASE_USERNAME the right
          42P01 | false | launching again alone mends nothing
          42703 | false | launching again alone mends nothing
          HYC00 | false | launching again alone mends nothing
          22P02 | false | launching again alone mends nothing
          57P05 | false | it strikes before a session can set it aside: alter role … in database shop set idle_session_timeout = 0
          25P03 | false | alter role … in database shop set idle_in_transaction_session_timeout = 0
          25P04 | false | alter role … in database shop set transaction_timeout = 0
          57014 | true  | nothing is lost, launch again when it can
          53300 | true | nothing is lost, launch again when it can
          53100 | true | no room is left on its disk: the driver's words, …; make room there; nothing is lost
          57P03 | true | nothing is lost, launch again when it can
          40P01 | true | nothing is lost, launch again when it can
          08001 | true | no database that this driver knows, or does not answer as one
          08P01 | true | no database that this driver knows
          """)
  void onlyWhatARepetitionMendsIsLaunchedAgain(String state, boolean passing, String said) {
    var database =
        state.startsWith("90") || state.equals("HY000")
            ? new Settings.Database("jdbc:h2:file:./shop", null, "s3cret")
            : DATABASE;
    var complaint =
        DatabaseFault.complaint(database, new SQLException("the driver's words, s3cret", state));

    assertThat(complaint.passing()).isEqualTo(passing);
    assertThat(complaint.reason()).contains(said).doesNotContain("s3cret");
    assertThat(complaint.reason().contains("launch again when it can")).isEqualTo(passing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          08006 | SSL error: Read timed out                        | true
          08006 | An I/O error occurred while sending to the backend | false
          90067 | Connection is broken: unexpected status 1162232148 | true
          90067 | Connection is broken: session closed             | false
          """)
  void anotherServerIsToldFromAConnectionThatBroke(String state, String message, boolean other) {
    var database =
        state.startsWith("90")
            ? new Settings.Database("jdbc:h2:tcp://h/shop", null, null)
            : DATABASE;
    var complaint = DatabaseFault.complaint(database, new SQLException(message, state));

    assertThat(complaint.passing()).isTrue();
    assertThat(complaint.reason().contains("is no database that this driver knows"))
        .isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HY000", "90030", "90031", "50000"})
  void aDiskThatIsFullIsNoDamageWhateverTheDriverMakesOfIt(String state) {
    var fault =
        new SQLException("General error", state, new IOException("No space left on device"));

    var complaint = DatabaseFault.complaint(DATABASE, fault);

    assertThat(complaint.passing()).isTrue();
    assertThat(complaint.reason()).doesNotContain("damaged", "makes no sense");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      textBlock =
          """
          -      | ERROR: unrecognized configuration parameter "client_connection_check_interval" | use PostgreSQL 14 or later
          -      | ERROR: unrecognized configuration parameter "idle_session_timeout" | use PostgreSQL 14 or later
          -      | ERROR: unrecognized configuration parameter "app.tenant" | alter role … in database shop set app.tenant = …
          shop   | ERROR: unrecognized configuration parameter "app.tenant" | a policy, view or function asks for app.tenant, which the login's sessions do not have: alter role shop in database shop set app.tenant = …
          Shop   | FEHLER: nicht erkannter Konfigurationsparameter »app.tenant« | alter role "Shop" in database shop set app.tenant = …
          shop   | ERROR: unrecognized configuration parameter "my.app.tenant_id" | alter role shop in database shop set my.app.tenant_id = …
          shop   | ERROR: role "x" does not exist | launching again alone mends nothing
          """)
  void aSettingThatNobodyMakesIsNamed(@Nullable String role, String message, String remedy) {
    var database = new Settings.Database("jdbc:postgresql://h/shop", role, null);

    var complaint = DatabaseFault.complaint(database, new SQLException(message, "42704"));

    assertThat(complaint.passing()).isFalse();
    assertThat(complaint.reason()).contains(message).contains(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ro         | permission denied for table profiles              | permission denied for table profiles
          for        | permission denied for table profiles              | permission denied for table profiles
          profiles   | relation "profiles" does not exist                | relation "profiles" does not exist
          5432       | Connection to localhost:5432 refused              | Connection to localhost:5432 refused
          ro         | cannot connect to h/ro?user=ro&password=ro&ssl=no | cannot connect to h/ro?user=ro&password=…&ssl=no
          ro         | cannot connect to //ro:ro@ro/shop                 | cannot connect to //ro:…@ro/shop
          a.c$       | unknown PASSWORD=a.c$;X=1, abcd                   | unknown PASSWORD=…;X=1, abcd
          s3cret     | wrong: s3cret                                     | wrong: …
          c0rrect-h  | the text c0rrect-horse                            | the text …orse
          correct-ho | the text correct-horse                            | the text …rse
          aardvarkbridge | the text aardvarkbridge                       | the text …
          """)
  void aPasswordIsMaskedWhereItCanBeNothingElse(String password, String text, String masked) {
    var database = new Settings.Database("jdbc:postgresql://h/shop", null, password);

    assertThat(database.without(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @MethodSource
  void whatTheDriverHidesInItsCausesIsTold(Exception cause, boolean passing, String said) {
    var complaint =
        DatabaseFault.complaint(
            DATABASE, new SQLException("The connection attempt failed.", "08006", cause));

    assertThat(complaint.passing()).isEqualTo(passing);
    assertThat(complaint.reason()).contains(said);
  }

  static Stream<Arguments> whatTheDriverHidesInItsCausesIsTold() {
    return Stream.of(
        Arguments.of(
            new SSLHandshakeException("PKIX", new CertificateException("no path")),
            false,
            "the server's certificate is not trusted"),
        Arguments.of(
            new SSLHandshakeException(
                "PKIX", new CertificateException(new CertificateExpiredException("NotAfter: …"))),
            false,
            "the server's certificate, or one of its authorities', has expired; have its operator renew it, and see that this machine's clock is right"),
        Arguments.of(
            new SSLHandshakeException(
                "PKIX", new CertificateException(new CertificateNotYetValidException("NotBefore"))),
            false,
            "authorities', is not valid yet; have its operator renew it"),
        Arguments.of(new FileNotFoundException("root.crt"), false, "see sslmode and sslrootcert"),
        Arguments.of(
            new AccessDeniedException("client.key"),
            false,
            "the server's certificate is not trusted"),
        Arguments.of(
            new ClassNotFoundException("no.such.Class"),
            false,
            "a class that an option in its URL"),
        Arguments.of(new ClassCastException("String"), false, "a class that an option in its URL"),
        Arguments.of(new ConnectException("refused"), true, "nobody answers at its address"),
        Arguments.of(new NoRouteToHostException("no"), true, "nobody answers at its address"),
        Arguments.of(
            new SocketException("Network is unreachable"), true, "nobody answers at its address"),
        Arguments.of(
            new SocketTimeoutException("Connect timed out"), true, "nobody answers at its address"),
        Arguments.of(new BindException("Cannot assign"), true, "launch again when it can"),
        Arguments.of(new SocketException("Connection reset"), true, "launch again when it can"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          08006 | SSL error: PKIX path building failed            | the server's certificate is not trusted
          08004 | The server does not support SSL.                | its server speaks no TLS, which its URL asks for
          08004 | The server does not support GSS Encryption.     | its server does not speak GSS, which its URL asks for
          08006 | GSS Authentication failed                       | refuses the login: GSS Authentication failed; have the server's pg_hba.conf ask this login for a password
          08004 | The authentication type 6 is not supported. Check that you have configured the pg_hba.conf file. | have the server's pg_hba.conf ask this login for a password
          08006 | The hostname h could not be verified by hostnameverifier X. | for another name than its URL has
          08006 | Could not read SSL key file /k.pk8.             | the key or certificate that its URL has Muster show cannot be used: Could not read SSL key file /k.pk8.; see sslcert and sslkey
          08006 | Could not decrypt SSL key file /k.pk8.          | and sslpassword in MUSTER_DATABASE_URL
          08006 | private key file "/k" has group or world access | chmod 600
          08006 | Could not open SSL certificate file /c.pem.     | see sslcert and sslkey
          08006 | SSL error: Received fatal alert: certificate_expired | a pair, of an authority that the server trusts, not expired
          08006 | SSL error: Received fatal alert: decrypt_error  | see sslcert and sslkey
          08006 | keystore password was incorrect                 | and sslpassword in MUSTER_DATABASE_URL
          08006 | Could not open SSL root certificate file /r.pem. | see sslmode and sslrootcert
          """)
  void whatTheUrlAsksForInVainIsNamed(String state, String message, String said) {
    var cause =
        message.contains("PKIX") || message.contains("root")
            ? new CertificateException("no path")
            : null;

    var complaint = DatabaseFault.complaint(DATABASE, new SQLException(message, state, cause));

    assertThat(complaint.passing()).isFalse();
    assertThat(complaint.reason()).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:postgresql://h/shop?localSocketAddress=10.0.0.9 | 08001 | localSocketAddress in its URL is no address of this machine
          jdbc:h2:file:./shop;AUTO_SERVER_PORT=80              | 90061 | something else listens at its AUTO_SERVER_PORT
          """)
  void anAddressOfThisMachineIsToldByWhatAsksForIt(String url, String state, String said) {
    var fault = new SQLException("no", state, new BindException("Cannot assign"));

    var complaint = DatabaseFault.complaint(new Settings.Database(url, null, null), fault);

    assertThat(complaint.passing()).isFalse();
    assertThat(complaint.reason()).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:h2:file:./shop    | IO Exception: "/data/shop outside /base" | false
          jdbc:h2:tcp://h/shop   | IO Exception: "disk gone"                | false
          jdbc:h2:tcp://h/shop   | IO Exception: "/data/x outside /base"    | true
          """)
  void aServersFolderIsToldFromItsDisk(String url, String message, boolean ofFolder) {
    var complaint =
        DatabaseFault.complaint(
            new Settings.Database(url, null, null), new SQLException(message, "90028"));

    assertThat(complaint.reason().contains("name one within the server's -baseDir"))
        .isEqualTo(ofFolder);
  }

  /** Of PgBouncer, PostgreSQL and Supabase's pooler. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          08P01 | true  | server login has been failing, cached error: connect timeout | see that the server behind the pooler runs and has sessions left
          08P01 | true  | no more connections allowed (max_client_conn)  | see that the server behind the pooler runs and has sessions left
          08P01 | true  | query_wait_timeout                              | see that the server behind the pooler runs and has sessions left
          08P01 | false | SASL authentication failed                      | set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD
          08P01 | false | password authentication failed                  | set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD
          08P01 | false | no such database: shop                          | see the pooler's configuration
          08P01 | false | unsupported startup parameter: options          | leave options out of MUSTER_DATABASE_URL, and set for the pooler's login what it sets (alter role … set …)
          08P01 | false | unsupported startup parameter: search_path      | leave currentSchema out of MUSTER_DATABASE_URL
          08P01 | false | unsupported startup parameter: extra_float_digits | have the pooler pass over it (PgBouncer: ignore_startup_parameters)
          08P01 | false | transaction blocks not allowed in statement pooling mode | connect to the server itself, or to a pooler in session mode
          53300 | true  | too many connections for role "app"             | end other sessions, or raise max_connections
          28000 | false | connection requires a valid client certificate  | set sslcert and sslkey
          28000 | false | certificate authentication failed for user "a"  | set sslcert and sslkey
          28000 | false | role "app" is not permitted to log in           | alter role … login
          28P01 | false | password authentication failed for user "app"   | set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD, or see whether the role's password has expired (valid until)
          28000 | false | Ident authentication failed for user "app"      | have the server's pg_hba.conf ask this login for a password (method scram-sha-256), and reload it
          28000 | false | Peer authentication failed for user "app"       | have the server's pg_hba.conf ask this login for a password
          28000 | false | GSSAPI authentication failed for user "app"     | have the server's pg_hba.conf ask this login for a password
          28000 | false | SSPI authentication failed for user "app"       | have the server's pg_hba.conf ask this login for a password
          28000 | false | Peer-Authentifizierung für Benutzer »app« fehlgeschlagen | have the server's pg_hba.conf ask this login for a password
          28000 | false | LDAP authentication failed for user "Peer"      | set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD
          28000 | false | PAM authentication failed for user "Ident"      | set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD
          28000 | false | RADIUS authentication failed for user "app"     | set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD
          XX000 | false | Tenant or user not found                        | change user and host
          42501 | false | permission denied for database "shop"           | grant connect on database shop to app
          42501 | false | permission denied to set parameter "log_statement" | give MUSTER_DATABASE_USERNAME the right
          55000 | false | database "shop" is not currently accepting connections | allow_connections true
          """)
  void whoLetsNobodyInIsToldWithWhatMendsIt(
      String state, boolean passing, String said, String remedy) {
    var message = new ServerErrorMessage("SFATAL\0C%s\0M%s\0".formatted(state, said));

    var database = new Settings.Database("jdbc:postgresql://h/shop", "app", "s3cret");
    var complaint = DatabaseFault.complaint(database, new PSQLException(message));

    assertThat(complaint.passing()).isEqualTo(passing);
    assertThat(complaint.reason()).contains(said, remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | connection to server at "10.0.0.7", port 5432 failed: Connection refused
          true  | connection to server at "10.0.0.7", port 5432 failed: timeout expired
          false | connection to server at "10.0.0.7", port 5432 failed: FATAL:  password authentication failed for user "far"
          false | connection to server at "10.0.0.7", port 5432 failed: FATAL:  database "x" does not exist
          false | could not translate host name "far" to address: Name or service not known
          """)
  void aForeignTableIsToldFromTheDatabaseThatItIsIn(boolean passing, String detail) {
    var message =
        new ServerErrorMessage(
            "SERROR\0C08001\0Mcould not connect to server \"far\"\0D%s\0".formatted(detail));

    var complaint = DatabaseFault.complaint(DATABASE, new PSQLException(message));

    assertThat(complaint.passing()).isEqualTo(passing);
    assertThat(complaint.reason())
        .contains(
            "a foreign table in it cannot be read: could not connect to server \"far\": " + detail,
            "alter user mapping")
        .doesNotContain("MUSTER_DATABASE_URL");
  }

  @Test
  void aLimitOfStatementsThatStrikesAtOnceIsNamed() {
    var fault = new SQLException("ERROR: canceling statement due to statement timeout", "57014");

    var complaint = DatabaseFault.complaint(DATABASE, fault);

    assertThat(complaint.passing()).isFalse();
    assertThat(complaint.reason())
        .endsWith("alter role … in database shop set statement_timeout = 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a\\n  | secret       | USERNAME ends with a line break: take that out of it
          a    | secret\\n     | PASSWORD ends with a line break: take that out of it
          a    | secret\\r\\n   | PASSWORD ends with a line break: take that out of it
          a    | 'secret'     | PASSWORD is in quotes, which are part of the value: leave them out
          "a"  | secret       | USERNAME is in quotes, which are part of the value: leave them out
          """)
  void whatCanBeSeenToBeWrongWithTheLoginIsNamed(String user, String password, String slip) {
    var database =
        new Settings.Database(
            "jdbc:postgresql://h/shop", user.translateEscapes(), password.translateEscapes());
    for (var fault :
        List.of(
            new SQLException("no pg_hba.conf entry for user \"a\n\"", "28000"),
            new SQLException("Wrong user name or password", "28000"),
            new SQLException("password authentication failed", "28P01"))) {
      assertThat(DatabaseFault.complaint(database, fault).reason())
          .startsWith("database jdbc:postgresql://h/shop: refuses the login: ")
          .endsWith("; MUSTER_DATABASE_" + slip)
          .doesNotContain("secret", "\n");
    }
  }

  /** In quotes on both sides alone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          app | it's
          app | 'secret
          app | "secret'
          app | '
          """)
  void aPasswordWithAQuoteInItIsNotTakenForOneInQuotes(String user, String password) {
    var database = new Settings.Database("jdbc:h2:file:./shop", user, password);

    assertThat(
            DatabaseFault.complaint(database, new SQLException("Wrong user name", "28000"))
                .reason())
        .contains("set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD as when");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -   | 28P01 | password authentication failed for user "root" | true
          -   | 28000 | role "root" does not exist                     | true
          -   | 08004 | The server requested SCRAM-based authentication, but no password was provided. | true
          -   | 28000 | no pg_hba.conf entry for host "h", user "root" | false
          -   | 08004 | The server does not support SSL.               | false
          app | 28P01 | password authentication failed for user "app"  | false
          app | 08004 | The server requested SCRAM-based authentication, but no password was provided. | false
          """)
  void whoRunsMusterIsNotTakenForALoginThatWasMeant(
      @Nullable String user, String state, String said, boolean named) {
    var database = new Settings.Database("jdbc:postgresql://h/shop", user, null);

    var complaint = DatabaseFault.complaint(database, new SQLException(said, state));

    assertThat(complaint.passing()).isFalse();
    assertThat(
            complaint
                .reason()
                .endsWith(
                    "set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD: without a name, it is asked for by that of who runs Muster"))
        .isEqualTo(named);
  }

  /** The URL counts more than the settings, which then mend nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          jdbc:postgresql://h/shop?user=app&password=s3cret | -   | -      | 28P01 | take user and password out of MUSTER_DATABASE_URL, where they count more than their settings, and set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD
          jdbc:postgresql://h/shop?user=app&password=s3cret | app | s3cret | 28P01 | where they count more than their settings, and set
          jdbc:postgresql://h/shop?user=app&password=s3cret | ann | other5 | 28P01 | where they count more than their settings, which say otherwise, and set
          jdbc:postgresql://h/shop?password=s3cret          | app | other5 | 28P01 | take password out of MUSTER_DATABASE_URL, where it counts more than its setting, which says otherwise, and set
          jdbc:postgresql://h/shop?password=s3cret          | -   | -      | 28P01 | take password out of MUSTER_DATABASE_URL, where it counts more than its setting, and set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD: without a name
          jdbc:postgresql://h/shop?user=app                 | -   | s3cret | 08004 | take user out of MUSTER_DATABASE_URL
          jdbc:postgresql://h/shop?ssl=true                 | app | s3cret | 28P01 | refuses the login: no; set MUSTER_DATABASE_USERNAME
          jdbc:postgresql://h/shop?user=app&password="s3cret" | - | -      | 28P01 | password in MUSTER_DATABASE_URL is in quotes
          jdbc:h2:file:./shop;USER=app;PASSWORD=s3cret      | -   | -      | 28000 | take user and password out of MUSTER_DATABASE_URL, where they count more than their settings, and set MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD as when
          jdbc:h2:tcp://h/shop;PASSWORD=s3cret              | app | other5 | 28000 | take password out of MUSTER_DATABASE_URL
          jdbc:h2:file:./shop;CIPHER=AES;PASSWORD=s3cret    | app | -      | 90050 | take password out of MUSTER_DATABASE_URL
          jdbc:h2:file:./shop;CIPHER=AES;USER=app           | -   | s3cret | 90050 | the user's; set MUSTER_DATABASE_PASSWORD
          """)
  void aLoginInTheUrlIsToldFromTheSettings(
      String url, @Nullable String user, @Nullable String password, String state, String said) {
    var fault = new SQLException("no", state);

    var database = new Settings.Database(url, user, password);
    assertThat(DatabaseFault.complaint(database, fault).reason())
        .contains(said)
        .doesNotContain("s3cret", "other5");
    if (url.startsWith("jdbc:postgresql:")) {
      var source =
          new Settings.Source(
                  url,
                  user,
                  password,
                  Settings.Source.Attributes.AT_SENDING,
                  null,
                  null,
                  Duration.ofHours(2))
              .access()
              .orElseThrow();
      assertThat(DatabaseFault.complaint(source, fault).reason())
          .contains(said.replace("MUSTER_DATABASE_", "MUSTER_SOURCE_"))
          .doesNotContain("s3cret", "other5");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | the table profiles is locked by a prepared transaction (to end it: rollback prepared, with its gid in pg_prepared_xacts), for too long; check again
          7 | the table profiles is locked by another session (report, user ann; to end it: select pg_terminate_backend(7)), for too long; check again
          """)
  void aCheckSaysWhoseLockWasInItsWay(int process, String said) {
    var fault = new SQLException("ERROR: canceling statement due to lock timeout", "55P03");
    var wait = new LockWaits.Wait("the table profiles", process, "report", "ann");

    assertThat(DatabaseFault.atACheck(DATABASE, fault, Set.of(wait))).contains(said);
    assertThat(DatabaseFault.atACheck(DATABASE, fault, Set.of()))
        .contains("another session has had a lock for too long");
  }

  @Test
  void aPoolsOwnWordsAreLeftOut() {
    var fault =
        new SQLTransientConnectionException(
            "HikariPool-1 - Connection is not available, request timed out after 10000ms (total=2)");

    var complaint = DatabaseFault.complaint(DATABASE, new IllegalStateException(fault));

    assertThat(complaint.passing()).isTrue();
    assertThat(complaint.reason())
        .contains("no further session of the database was to be had in time; end other sessions")
        .contains("or the pooler's pool_size")
        .doesNotContain("Hikari");
  }

  @Test
  void aNameWithTheLettersOfAnOptionIsNone() {
    var fault = new SQLException("ERROR: column \"GSS_ID\" does not exist", "42703");

    assertThat(DatabaseFault.complaint(DATABASE, fault).reason())
        .contains("GSS_ID", "mends nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /data/m.mv.db   | this process may not read and write its file; give it the right
          /data           | this process may not write in its file's folder, where H2 makes a lock file; give
          /data/m.lock.db | this process may not write in its file's folder, where H2 makes a lock file; give
          """)
  void aFileOrFolderWithoutTheRightToItIsNamed(String denied, String said) {
    var fault = new SQLException("no", "90031", new AccessDeniedException(denied));
    var database = new Settings.Database("jdbc:h2:file:./m", null, null);

    var complaint = DatabaseFault.complaint(database, fault);

    assertThat(complaint.passing()).isFalse();
    assertThat(complaint.reason()).contains(said);
  }

  @Test
  void aHostThatNobodyKnowsIsNamed() {
    var fault =
        OpeningFault.of(
            new SQLException(
                "The connection attempt failed.",
                "08001",
                new UnknownHostException("nobody.invalid")),
            DATABASE.url());

    assertThat(fault)
        .hasValueSatisfying(found ->
            assertThat(found.found()).startsWith("there is no host of that name: nobody.invalid"));
  }
}
