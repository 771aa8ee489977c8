package dev.muster.web;

import java.util.Set;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.boot.web.server.servlet.Session;

/** Makes the server that the page runs in, with its limits, its errors and its cookie. */
final class TomcatFactory {
  private static final int THREADS = 32;
  private static final String PATIENCE_MILLIS = "20000";

  private TomcatFactory() {}

  static TomcatServletWebServerFactory of(Site site, int port) {
    var factory = new TomcatServletWebServerFactory(port);
    factory.setAddress(site.bind());
    factory.addConnectorCustomizers(TomcatFactory::customize);
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
}
