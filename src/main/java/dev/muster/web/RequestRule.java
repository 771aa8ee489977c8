package dev.muster.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a request must be before anybody asks whose it is (looking.md, "Who may"). */
interface RequestRule {
  /** It is one. */
  int FITS = 0;

  /** {@link #FITS}, or the status that it is answered with. */
  int judge(HttpServletRequest request);

  /** All of them, in the order in which they are asked. */
  static List<RequestRule> of(Site site) {
    return List.of(
        new KnownMethod(),
        KnownHost.of(site),
        new OwnForm(site.settings().behindProxy()),
        new Small());
  }

  /** There are three. */
  record KnownMethod() implements RequestRule {
    static final String ALLOWED = "GET, HEAD, POST";

    @Override
    public int judge(HttpServletRequest request) {
      return Set.of(ALLOWED.split(", ")).contains(request.getMethod()) ? FITS : 405;
    }
  }

  /**
   * It is called by a name that is known, so that no other site can have its own name lead here.
   * Probes and scrapers may call it by whatever address it has.
   */
  record KnownHost(Set<String> hosts) implements RequestRule {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    static KnownHost of(Site site) {
      var hosts = new TreeSet<String>();
      var bind = site.bind();
      var address = bind.getHostAddress().replaceFirst("%.*", "");
      hosts.add(address.contains(":") ? "[" + address + "]" : address);
      if (bind.isLoopbackAddress()) {
        hosts.addAll(LOOPBACK);
      }
      site.settings().hosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
      return new KnownHost(hosts);
    }

    @Override
    public int judge(HttpServletRequest request) {
      return Addresses.isForPrograms(request.getRequestURI())
              || (request.getHeader("Host") != null
                  && hosts.contains(request.getServerName().toLowerCase(Locale.ROOT)))
          ? FITS
          : 400;
    }
  }

  /**
   * What acts is sent by a form of ours: whatever a browser says of where it comes from, it may
   * name no other site.
   *
   * @param behindProxy whether the name by which a proxy was called is believed
   */
  record OwnForm(boolean behindProxy) implements RequestRule {
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    @Override
    public int judge(HttpServletRequest request) {
      if (!request.getMethod().equals("POST")) {
        return FITS;
      }
      var site = request.getHeader("Sec-Fetch-Site");
      var origin = request.getHeader("Origin");
      return (site == null || OWN_SITE.contains(site)) && (origin == null || isOwn(origin, request))
          ? FITS
          : 403;
    }

    private boolean isOwn(String origin, HttpServletRequest request) {
      URI uri;
      try {
        uri = URI.create(origin);
      } catch (IllegalArgumentException e) {
        return false;
      }
      return same(uri.getAuthority(), request.getHeader("Host"))
          || (behindProxy && same(uri.getHost(), request.getServerName()));
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
      return one != null && one.equalsIgnoreCase(other);
    }
  }

  /** Forms are short. What says no length is counted as it is read. */
  record Small() implements RequestRule {
    static final int MOST = 64 * 1024;

    @Override
    public int judge(HttpServletRequest request) {
      return request.getContentLengthLong() > MOST ? 413 : FITS;
    }
  }
}
