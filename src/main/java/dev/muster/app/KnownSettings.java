package dev.muster.app;

import dev.muster.campaign.file.NearMiss;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings that there are under a name, by their full ones, such as {@code
 * muster.delivery.chunk-size}.
 */
final class KnownSettings {
  private static final Pattern CAPITAL = Pattern.compile("([A-Z])");

  /** Which of a list a setting belongs to, in the environment and in files. */
  private static final Pattern INDEX = Pattern.compile("\\.\\d+(?=\\.|$)|\\[\\d+]");

  /** The first of a list, which stands for all. */
  private static final String FIRST = ".0";

  private final String root;
  private final List<String> settings = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();
  private final List<String> maps = new ArrayList<>();
  private final List<String> lists = new ArrayList<>();

  private KnownSettings(String root, Class<?> section) {
    this.root = root;
    sections.add(root);
    add(root, section);
  }

  /** Muster's own. */
  static KnownSettings ofMuster() {
    return new KnownSettings("muster", Settings.class);
  }

  /** Those of Spring Boot's that say who takes mails: five of them, no others. */
  static KnownSettings ofMail() {
    return new KnownSettings(SettingsReader.MAIL, MailSettings.class);
  }

  /** What all their names begin with. */
  String root() {
    return root;
  }

  private void add(String name, Class<?> section) {
    for (RecordComponent part : section.getRecordComponents()) {
      var full =
          name + "." + CAPITAL.matcher(part.getName()).replaceAll("-$1").toLowerCase(Locale.ROOT);
      if (part.getType().isRecord()) {
        sections.add(full);
        add(full, part.getType());
      } else if (element(part) instanceof Class<?> element && element.isRecord()) {
        sections.add(full);
        sections.add(full + FIRST);
        add(full + FIRST, element);
      } else {
        settings.add(full);
        if (part.getType() == List.class) {
          lists.add(full + FIRST);
        }
        if (part.getType() == Map.class) {
          maps.add(full);
        }
      }
    }
  }

  private static @Nullable Type element(RecordComponent part) {
    return part.getType() == List.class && part.getGenericType() instanceof ParameterizedType list
        ? list.getActualTypeArguments()[0]
        : null;
  }

  /** All of them, sorted as they are declared. */
  List<String> names() {
    return List.copyOf(settings);
  }

  /**
   * What is wrong with a name, if anything is.
   *
   * @param name in parts with dots between them, dashes and the case of letters aside
   * @param written the name as it is told
   * @param isEmpty whether it has no value: then a section may stand there
   * @param spelling how a full name is written where this one was found
   */
  Optional<String> fault(
      String name, String written, boolean isEmpty, UnaryOperator<String> spelling) {
    var plain = plain(name);
    for (var map : maps) {
      if (plain.equals(plain(map))) {
        return isEmpty
            ? Optional.empty()
            : Optional.of(
                "setting %s: expected settings below it, found a value"
                    .formatted(spelling.apply(map)));
      }
      if (isBelow(plain, map)) {
        return MailProperties.meant(plain.substring(map.length()))
            .map(meant -> noSuch(written, NearMiss.question(spelling.apply(map + meant))));
      }
    }
    if (Stream.concat(settings.stream(), lists.stream())
        .map(KnownSettings::plain)
        .anyMatch(plain::equals)) {
      return Optional.empty();
    }
    for (var section : sections) {
      if (plain(section).equals(plain)) {
        return isEmpty
            ? Optional.empty()
            : Optional.of(
                "setting %s: expected settings below it, found a value; there are %s"
                    .formatted(spelling.apply(section), listed(section, spelling)));
      }
    }
    for (var setting : settings) {
      if (isBelow(plain, setting)) {
        return Optional.of(
            "setting %s: expected one value, found a list or settings below it"
                .formatted(spelling.apply(setting)));
      }
    }
    return Optional.of(noSuch(written, remedy(plain, spelling)));
  }

  private static boolean isBelow(String plain, String setting) {
    return plain.startsWith(plain(setting) + ".") || plain.startsWith(plain(setting) + "[");
  }

  private static String noSuch(String written, String remedy) {
    return "setting %s: no such setting%s".formatted(written, remedy);
  }

  private String remedy(String plain, UnaryOperator<String> spelling) {
    var nearest = nearest(plain);
    if (nearest.isPresent()) {
      return NearMiss.question(spelling.apply(nearest.get()));
    }
    var section =
        sections.stream()
            .filter(each -> plain.startsWith(plain(each) + "."))
            .max(Comparator.comparingInt(String::length))
            .orElse(root);
    return "; there are " + listed(section, spelling);
  }

  /** Divided otherwise, cut short, with its section left out, or mistyped: in this order. */
  private Optional<String> nearest(String plain) {
    var joined = joined(plain);
    var last = plain.substring(plain.lastIndexOf('.') + 1);
    return only(each -> joined(each).equals(joined))
        .or(() -> only(each -> plain(each).startsWith(plain)))
        .or(() -> only(each -> !last.isEmpty() && plain(each).endsWith("." + last)))
        .or(() ->
            settings.stream()
                .filter(each -> distance(each, joined) <= Math.clamp(last.length() / 3, 1, 3))
                .min(Comparator.comparingInt(each -> distance(each, joined))));
  }

  private Optional<String> only(Predicate<String> fits) {
    var fitting = settings.stream().filter(fits).toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }

  private int distance(String setting, String joined) {
    return NearMiss.distance(joined, joined(setting));
  }

  private String listed(String section, UnaryOperator<String> spelling) {
    return settings.stream()
        .filter(each -> each.startsWith(section + "."))
        .map(spelling)
        .collect(Collectors.joining(", "));
  }

  private static String plain(String name) {
    return INDEX.matcher(name.replace("-", "").toLowerCase(Locale.ROOT)).replaceAll(FIRST);
  }

  private String joined(String name) {
    return plain(name).replace(root + ".", "").replace(".", "");
  }
}
