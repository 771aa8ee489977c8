package dev.muster.app;

import dev.muster.campaign.file.NearMiss;
import dev.muster.report.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings that nobody knows, in the environment and in files: most are mistyped. */
final class UnknownSettings {
  private static final String ROOT = "muster";

  /** Where Spring Boot puts what a file has in the place of settings. */
  private static final String NO_MAP = "document";

  private static final String IN_ENVIRONMENT = "MUSTER_";

  /** Of the launcher. */
  private static final Set<String> LAUNCHERS = Set.of("MUSTER_JAVA_HOME", "MUSTER_JAVA_OPTIONS");

  /** What Kubernetes sets in every container for a Service whose name begins with muster. */
  private static final Pattern OF_A_SERVICE =
      Pattern.compile(
          "MUSTER(_.+)?_SERVICE_(HOST|PORT(_.+)?)"
              + "|MUSTER(_.+)?_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

  private static final Pattern PORT_OF_A_SERVICE = Pattern.compile("MUSTER(_.+)?_PORT");
  private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private final KnownSettings known = new KnownSettings();
  private final Set<String> inEnvironment = new HashSet<>(LAUNCHERS);

  private UnknownSettings() {
    for (var name : known.names()) {
      inEnvironment.add(variable(name));
      // The other way in which Spring Boot reads dashes.
      inEnvironment.add(variable(name.replace('-', '_')));
    }
  }

  /**
   * Refuses them. No value is told.
   *
   * @throws Complaint that names the first, with where it stands and what was probably meant
   */
  static void refuse(PropertySources sources) {
    var unknown = new UnknownSettings();
    sources.stream()
        .flatMap(unknown::faults)
        .findFirst()
        .ifPresent(fault -> {
          throw Complaint.needsRemedy(fault);
        });
  }

  private Stream<String> faults(PropertySource<?> source) {
    if (source instanceof SystemEnvironmentPropertySource environment) {
      return Stream.of(environment.getPropertyNames())
          .sorted()
          .flatMap(name -> inEnvironment(name, text(source, name)).stream());
    }
    return source instanceof EnumerablePropertySource<?> file && source instanceof OriginLookup<?>
        ? Stream.of(file.getPropertyNames()).flatMap(name -> inFile(name, source).stream())
        : Stream.empty();
  }

  private Optional<String> inEnvironment(String written, String value) {
    var name = written.toUpperCase(Locale.ROOT);
    return !name.startsWith(IN_ENVIRONMENT)
            || inEnvironment.contains(name)
            || isOfAService(name, value)
        ? Optional.empty()
        : known.fault(name.replace('_', '.'), written, value.isEmpty(), UnknownSettings::variable);
  }

  private static boolean isOfAService(String name, String value) {
    return OF_A_SERVICE.matcher(name).matches()
        || (PORT_OF_A_SERVICE.matcher(name).matches() && ADDRESS.matcher(value).matches());
  }

  private Optional<String> inFile(String name, PropertySource<?> source) {
    return fault(name, source).map(fault -> place(source, name) + fault);
  }

  private Optional<String> fault(String name, PropertySource<?> source) {
    var first = name.split("[.\\[]", 2)[0];
    if (first.equals(NO_MAP)) {
      return Optional.of("expected settings such as muster.lock-wait, found a list or a value");
    }
    if (first.toUpperCase(Locale.ROOT).startsWith(IN_ENVIRONMENT)) {
      return Optional.of(
          "setting %s: expected a name as files have it, such as muster.lock-wait, found one of the"
                  .formatted(Printable.of(first))
              + " environment's");
    }
    if (first.equalsIgnoreCase(ROOT)) {
      return known.fault(
          name, Printable.of(name), text(source, name).isEmpty(), setting -> setting);
    }
    // Others' settings may stand there, too.
    return isMistyped(first)
        ? Optional.of(
            "setting %s: no such setting%s".formatted(Printable.of(first), NearMiss.question(ROOT)))
        : Optional.empty();
  }

  /**
   * A letter too few or too many, or two of them swapped; with another letter it is another word.
   */
  private static boolean isMistyped(String name) {
    var longer = Math.abs(name.length() - ROOT.length()) == 1;
    return (longer && NearMiss.distance(name, ROOT) == 1)
        || (!name.equals(ROOT) && sorted(name).equals(sorted(ROOT)));
  }

  private static List<Integer> sorted(String name) {
    return name.chars().sorted().boxed().toList();
  }

  private static String place(PropertySource<?> source, String name) {
    return OriginLookup.getOrigin(source, name) instanceof TextResourceOrigin origin
            && origin.getLocation() != null
        ? "application.yaml, line %d: ".formatted(origin.getLocation().getLine() + 1)
        : "";
  }

  private static String text(PropertySource<?> source, String name) {
    var value = source.getProperty(name);
    return value == null ? "" : value.toString();
  }

  /** How the environment writes a setting's name. */
  static String variable(String setting) {
    return setting.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
  }
}
