package dev.muster.app;

import dev.muster.campaign.file.NearMiss;
import dev.muster.log.LogFormat;
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
  /** Where Spring Boot puts what a file has in the place of settings. */
  private static final String NO_MAP = "document";

  /** Those of the environment alone, which hold before files are read; two are the launcher's. */
  private static final Set<String> LAUNCHERS =
      Set.of("MUSTER_JAVA_HOME", "MUSTER_JAVA_OPTIONS", LogFormat.VARIABLE);

  /** What Kubernetes sets in every container for a Service whose name begins like settings. */
  private static final Pattern OF_A_SERVICE =
      Pattern.compile(
          ".+_SERVICE_(HOST|PORT(_.+)?)|.+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

  private static final Pattern PORT_OF_A_SERVICE = Pattern.compile(".+_PORT");
  private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private final KnownSettings musters = KnownSettings.ofMuster();
  private final List<KnownSettings> all = List.of(musters, KnownSettings.ofMail());
  private final Set<String> inEnvironment = new HashSet<>(LAUNCHERS);

  private UnknownSettings() {
    for (var known : all) {
      for (var name : known.names()) {
        inEnvironment.add(variable(name));
        // The other way in which Spring Boot reads dashes.
        inEnvironment.add(variable(name.replace('-', '_')));
      }
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
    return inEnvironment.contains(name) || isOfAService(name, value)
        ? Optional.empty()
        : ofEnvironment(name)
            .flatMap(known ->
                known.fault(
                    name.replace('_', '.'), written, value.isEmpty(), UnknownSettings::variable));
  }

  /** To which settings a name in the environment is one. */
  private Optional<KnownSettings> ofEnvironment(String name) {
    return all.stream().filter(known -> name.startsWith(variable(known.root()) + "_")).findFirst();
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
    if (ofEnvironment(first.toUpperCase(Locale.ROOT)).isPresent()) {
      return Optional.of(
          "setting %s: expected a name as files have it, such as muster.lock-wait, found one of the"
                  .formatted(Printable.of(first))
              + " environment's");
    }
    for (var known : all) {
      if (isOf(known, name)) {
        return known.fault(
            name, Printable.of(name), text(source, name).isEmpty(), setting -> setting);
      }
    }
    // Others' settings may stand there, too.
    return isMistyped(first)
        ? Optional.of(
            "setting %s: no such setting%s"
                .formatted(Printable.of(first), NearMiss.question(musters.root())))
        : Optional.empty();
  }

  private static boolean isOf(KnownSettings known, String name) {
    var start = known.root();
    return name.regionMatches(true, 0, start, 0, start.length())
        && (name.length() == start.length() || ".[".indexOf(name.charAt(start.length())) >= 0);
  }

  /**
   * A letter too few or too many, or two of them swapped; with another letter it is another word.
   */
  private boolean isMistyped(String name) {
    var root = musters.root();
    var longer = Math.abs(name.length() - root.length()) == 1;
    return (longer && NearMiss.distance(name, root) == 1)
        || (!name.equals(root) && sorted(name).equals(sorted(root)));
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
