package dev.muster.web;

import dev.muster.app.Complaint;
import dev.muster.campaign.RunId;
import dev.muster.store.Run;
import dev.muster.store.Store;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.net.BindException;
import java.net.Inet6Address;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.server.servlet.Session;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** The web page while it answers. */
public final class WebServer implements AutoCloseable {
  /**
   * Tomcat says on standard error what whoever starts it is told anyway; held, or it is forgotten.
   */
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private static final int THREADS = 32;
  private static final String PATIENCE_MILLIS = "20000";

  private final Site site;
  private final WorkerProcesses workers;
  private final org.springframework.boot.web.server.WebServer tomcat;

  private WebServer(
      Site site, WorkerProcesses workers, org.springframework.boot.web.server.WebServer tomcat) {
    this.site = site;
    this.workers = workers;
    this.tomcat = tomcat;
  }

  /**
   * Starts to answer.
   *
   * @param port 0 for a free one
   * @throws Complaint when the address or port is not to be had
   */
  public static WebServer start(Site site, int port) {
    TOMCAT.setLevel(Level.OFF);
    var factory = factory(site, port);
    var workers = workers(site);
    var context = WebSetup.of(site, workers);
    var tomcat = factory.getWebServer(servlets -> fill(servlets, context, site));
    try {
      tomcat.start();
    } catch (PortInUseException e) {
      tomcat.destroy();
      throw Complaint.needsRemedy(
          "--port: expected a port that is free, found %d taken by another program; name another one, or 0 for any"
              .formatted(port));
    } catch (WebServerException e) {
      tomcat.destroy();
      throw Complaint.needsRemedy(
          "serve cannot listen on %s, port %d: %s; name another --bind or --port"
              .formatted(site.bind().getHostAddress(), port, reason(e)));
    }
    return new WebServer(site, workers, tomcat);
  }

  private static WorkerProcesses workers(Site site) {
    var store = site.application().store();
    return new WorkerProcesses(
        store.audit(),
        site.launcher(),
        site.settings().workers(),
        subject -> askToEnd(subject, store));
  }

  private static boolean askToEnd(String subject, Store store) {
    var run =
        subject.contains("@") ? store.runs().find(RunId.parse(subject)) : Optional.<Run>empty();
    run.ifPresent(found -> store.executions().requestStop(found.key(), "the web page has ended"));
    return run.isPresent();
  }

  private static String reason(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return String.valueOf(thrown.getMessage());
  }

  private static TomcatServletWebServerFactory factory(Site site, int port) {
    var factory = new TomcatServletWebServerFactory(port);
    factory.setAddress(site.bind());
    factory.addConnectorCustomizers(WebServer::customize);
    factory.addContextCustomizers(context ->
        ((StandardHost) context.getParent()).setErrorReportValveClass(ErrorPages.class.getName()));
    if (site.settings().behindProxy()) {
      factory.addEngineValves(proxied());
    }
    session(factory.getSettings().getSession(), site);
    return factory;
  }

  private static void customize(Connector connector) {
    connector.setMaxPostSize(RequestRule.Small.MOST);
    connector.setProperty("maxThreads", Integer.toString(THREADS));
    connector.setProperty("minSpareThreads", "2");
    connector.setProperty("connectionTimeout", PATIENCE_MILLIS);
  }

  private static RemoteIpValve proxied() {
    var valve = new RemoteIpValve();
    valve.setProtocolHeader("X-Forwarded-Proto");
    valve.setHostHeader("X-Forwarded-Host");
    valve.setPortHeader("X-Forwarded-Port");
    return valve;
  }

  private static void session(Session session, Site site) {
    session.setTimeout(site.settings().sessionTimeout());
    // No address of ours has a session in it.
    session.setTrackingModes(Set.of(Session.SessionTrackingMode.COOKIE));
    var cookie = session.getCookie();
    cookie.setName("muster");
    cookie.setHttpOnly(true);
    // The way back from an issuer is from another site.
    cookie.setSameSite(site.settings().oidc().isSet() ? SameSite.LAX : SameSite.STRICT);
    cookie.setSecure(!site.bind().isLoopbackAddress());
  }

  private static void fill(
      ServletContext servlets, GenericWebApplicationContext context, Site site) {
    context.setServletContext(servlets);
    context.refresh();
    filter(servlets, "gatekeeper", new Gatekeeper(RequestRule.of(site), site.login()));
    filter(servlets, "security", context.getBean("springSecurityFilterChain", Filter.class));
    var pages = servlets.addServlet("pages", new DispatcherServlet(context));
    pages.setLoadOnStartup(1);
    pages.addMapping("/");
  }

  private static void filter(ServletContext servlets, String name, Filter filter) {
    servlets
        .addFilter(name, filter)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }

  /** Where it is reached, such as {@code http://127.0.0.1:8380}. */
  public String address() {
    var address = site.bind().getHostAddress();
    return "http://%s:%d"
        .formatted(site.bind() instanceof Inet6Address ? "[" + address + "]" : address, port());
  }

  /** The port that it listens on. */
  public int port() {
    return tomcat.getPort();
  }

  @Override
  public void close() {
    workers.close();
    tomcat.stop();
    tomcat.destroy();
  }
}
