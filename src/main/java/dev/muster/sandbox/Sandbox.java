package dev.muster.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A local look-alike of the Segment API, on the loopback interface: {@code POST /v1/batch}, {@code
 * GET /v1/projects/{writeKey}/settings}, {@code POST /token}, and for those who watch it {@code GET
 * /__sandbox/stats|requests|events}, {@code POST /__sandbox/faults|reset}. Faults, rates and what
 * is noted are those of {@code /v1/batch} alone. It shares no code with the client, so that a
 * mistake of one is seen by the other, and tells no key to anyone who has not said it.
 */
public final class Sandbox implements AutoCloseable {
  static {
    // The server reads these once, when its classes are loaded. Nagle's algorithm would hold back
    // each answer for some 40 ms; who takes more than a minute to say a request is hung up on; and
    // connections are memory, too.
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    setUnlessSet("sun.net.httpserver.maxReqTime", "60");
    setUnlessSet("jdk.httpserver.maxConnections", "1000");
  }

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final FaultScript ownScript;
  private final Ledger ledger;
  private final Tokens tokens = new Tokens();
  private volatile Faults faults;

  private Sandbox(SandboxSettings settings, HttpServer server) {
    this.server = server;
    this.ownScript = settings.faults();
    this.faults = new Faults(ownScript, System.nanoTime());
    this.ledger = new Ledger(Kept.of(settings.keeps()));
    server.setExecutor(workers);
    server.createContext("/", routes(settings));
  }

  private Routes routes(SandboxSettings settings) {
    var answers = new Answers(new Edge(settings.limits(), tokens, ledger));
    var routes =
        new Routes()
            .on(
                "POST",
                "/v1/batch",
                new BatchHandler(settings.clock(), () -> faults, answers, ledger))
            .on(
                "GET",
                ProjectSettingsHandler.PATH,
                "/v1/projects/{writeKey}/settings",
                new ProjectSettingsHandler(uri(), () -> faults))
            .on("POST", "/token", new TokenHandler(settings.clock(), settings.publicKey(), tokens));
    new Controls(this).addTo(routes);
    return routes;
  }

  /** One with {@link SandboxSettings#defaults}. */
  public static Sandbox start() {
    return start(SandboxSettings.defaults());
  }

  /**
   * Opens the port and answers from now on.
   *
   * @throws PortInUse when another program has the port
   */
  public static Sandbox start(SandboxSettings settings) {
    try {
      var server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), settings.port()), 0);
      var sandbox = new Sandbox(settings, server);
      server.start();
      return sandbox;
    } catch (BindException e) {
      throw new PortInUse(settings.port(), e);
    } catch (IOException e) {
      throw new IllegalStateException("the sandbox cannot listen on the loopback interface", e);
    }
  }

  /** Its address, such as {@code http://127.0.0.1:8377/v1}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /** What it has seen until now, in numbers. */
  public SandboxStats stats() {
    return ledger.stats();
  }

  /** The requests until now, as far as they were kept: {@link SandboxStats#everythingKept}. */
  public List<SandboxRequest> requests() {
    return ledger.requests();
  }

  /** The stored messages in the order of their arrival, as far as they were kept. */
  public List<StoredEvent> events() {
    return keptEvents().stream().map(KeptEvent::stored).toList();
  }

  List<KeptEvent> keptEvents() {
    return ledger.events();
  }

  /**
   * Follows this script from now on, and nothing of the one before; its request 1 is the next one.
   */
  public void faults(FaultScript script) {
    faults = new Faults(script, System.nanoTime());
  }

  /**
   * Is as it was when it had just been started: forgets all requests, messages, ids, numbers and
   * tokens, and follows from its beginning the script that it was started with.
   */
  public void reset() {
    ledger.clear();
    tokens.clear();
    faults(ownScript);
  }

  /** Ends at once: open connections are closed. */
  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The port that was asked for is taken. */
  public static final class PortInUse extends RuntimeException {
    PortInUse(int port, Throwable cause) {
      super("port " + port + " is in use by another program: name another one", cause);
    }
  }
}
