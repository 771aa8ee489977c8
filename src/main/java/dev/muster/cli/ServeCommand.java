package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.app.SystemClocks;
import dev.muster.run.StopSignal;
import dev.muster.web.Logins;
import dev.muster.web.Passwords;
import dev.muster.web.ProgramLauncher;
import dev.muster.web.Site;
import dev.muster.web.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster serve}: the web page, until the process is asked to end. */
@Command(
    name = "serve",
    description =
        "Shows runs and campaigns on a web page, to people who log in, until it is asked to end.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 2 wrong settings, 1 no database at the start, 143 asked to end."})
final class ServeCommand implements Callable<Integer> {
  private static final String LIBRARY = "org.apache.catalina.startup.Tomcat";
  private static final Duration LONG = Duration.ofDays(1);

  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Campaign files, or folders of them, read anew every few seconds.")
  private List<Path> paths = List.of();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8380",
      description = "The port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on (default: ${DEFAULT-VALUE}, which this machine alone"
              + " reaches).")
  private String bind;

  @Option(
      names = "--without-login",
      description =
          "Everybody who reaches the page is an operator: on an address of this machine alone.")
  private boolean withoutLogin;

  @Option(
      names = "--hash-password",
      description =
          "Reads a password from standard input, prints its bcrypt hash for the settings, and"
              + " serves nothing.")
  private boolean hashPassword;

  /** What trains the JVM for a faster start. */
  @Option(
      names = "--once",
      hidden = true,
      description = "Asks itself for its first pages, and ends.")
  private boolean once;

  @Override
  public Integer call() throws Exception {
    requireLibraries();
    if (hashPassword) {
      spec.commandLine().getOut().println(Passwords.hash(line()));
      return ExitCode.DONE.code();
    }
    var address = bindAddress();
    requirePort();
    requirePaths();
    Logins.check(muster.settings(Map.of()).serve(), address, !withoutLogin);
    var stop = new StopSignal();
    try (var application = muster.open()) {
      application.endOn(stop);
      var site =
          new Site(
              application,
              paths,
              address,
              !withoutLogin,
              ProgramLauncher.ofThisProgram(
                  muster.surroundings().folder(), muster.surroundings().variables()),
              SystemClocks.real().real());
      var server = WebServer.start(site, port);
      try {
        spec.commandLine().getErr().println("listening on " + server.address());
        spec.commandLine().getErr().flush();
        if (once) {
          ask(server);
          return ExitCode.DONE.code();
        }
        while (!stop.await(LONG)) {
          // Some serve for longer.
        }
      } finally {
        server.close();
      }
    }
    return ExitCode.STOPPED.code();
  }

  /** The jar for all other commands does not have them. */
  private static void requireLibraries() {
    if (ServeCommand.class.getClassLoader().getResource(LIBRARY.replace('.', '/') + ".class")
        == null) {
      throw Complaint.needsRemedy(
          "serve: the web page's libraries are not in this jar; start it by 'muster serve', or from"
              + " muster-serve.jar, which lies beside it");
    }
  }

  private static String line() throws IOException {
    var reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return Objects.requireNonNullElse(reader.readLine(), "");
  }

  private InetAddress bindAddress() {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw Complaint.needsRemedy(
          "--bind: expected an address of this machine, such as 127.0.0.1 or 0.0.0.0, found '%s'"
              .formatted(bind));
    }
  }

  private void requirePort() {
    if (port < 0 || port > 65_535) {
      throw Complaint.needsRemedy("--port: expected 0 to 65535, found " + port);
    }
  }

  /** What goes away later is told on the pages; what was never there is misspelt. */
  private void requirePaths() {
    for (var path : paths) {
      if (!Files.exists(path)) {
        throw Complaint.needsRemedy(
            "%s: expected a campaign file, or a folder of them, found neither".formatted(path));
      }
    }
  }

  private static void ask(WebServer server) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      for (var address : List.of("/", "/runs")) {
        client.send(
            HttpRequest.newBuilder(URI.create(server.address() + address)).build(),
            HttpResponse.BodyHandlers.discarding());
      }
    }
  }
}
