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
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** The web page while it answers. */
public final class WebServer implements AutoCloseable {
  /**
   * Tomcat says on standard error what whoever starts it is told anyway; held, or it is forgotten.
   */
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

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
    var factory = TomcatFactory.of(site, port);
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
