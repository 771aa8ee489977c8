package dev.muster.campaign.file;

import dev.muster.campaign.Condition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One condition of an audience. */
final class ConditionGrammar {
  /** Each condition's own key, and those that may stand beside it. */
  private static final Map<String, List<String>> KINDS = kinds();

  private static final List<String> KNOWN =
      Stream.concat(KINDS.keySet().stream(), KINDS.values().stream().flatMap(List::stream))
          .distinct()
          .toList();

  private static final Condition PLACEHOLDER = new Condition.Everyone();

  private final NamedFiles files;
  private final SavedSegments segments;

  /** The conditions of a file that names these files and segments. */
  ConditionGrammar(NamedFiles files, SavedSegments segments) {
    this.files = files;
    this.segments = segments;
  }

  private static Map<String, List<String>> kinds() {
    var kinds = new LinkedHashMap<String, List<String>>();
    kinds.put("all", GroupGrammar.KEYS);
    kinds.put("any", List.of());
    kinds.put("none", List.of());
    var did = new ArrayList<>(List.of("where", "during"));
    did.addAll(OccurrenceGrammar.KEYS);
    kinds.put("did", List.copyOf(did));
    kinds.put("did_not", List.of("where", "during"));
    kinds.put("profile", List.of());
    kinds.put("segment", List.of());
    kinds.put("list", List.of());
    kinds.put("sql", List.of("parameters"));
    kinds.put("everyone", List.of());
    return kinds;
  }

  /** The condition at the spot; something harmless where it is faulty. */
  Condition condition(Spot spot) {
    if (!(spot.value() instanceof Yaml.Mapping mapping)) {
      spot.expected("a condition such as { did: Charged }", remedy(spot));
      if (spot.value() instanceof Yaml.Sequence) {
        spot.items().forEach(this::condition);
      }
      return PLACEHOLDER;
    }
    var fields = Fields.of(spot, mapping, KNOWN, offered(spot));
    var kind =
        fields.exactlyOne(KINDS.keySet(), beside(fields), "; put both into a list under all");
    kind.ifPresent(own -> refuseForeign(fields, own));
    return kind.map(own -> condition(fields, own)).orElse(PLACEHOLDER);
  }

  /** What to write instead of a condition that is none. */
  private static String remedy(Spot spot) {
    return switch (spot.value()) {
      case Yaml.Sequence list when !list.items().isEmpty() ->
          "; put all: before the list if all of its conditions must hold, any: if one is enough";
      case Yaml.Text text when Synonyms.of(text.value(), List.of("everyone")).isPresent() ->
          "; write everyone: true";
      case Yaml.Text text
          when text.plain() && text.value().matches("[a-z0-9][a-z0-9_.-]*\\.(csv|sql)") ->
          "; write %s: %s".formatted(text.value().endsWith("csv") ? "list" : "sql", text.value());
      case Yaml.Sequence _,
          Yaml.Text _,
          Yaml.Mapping _,
          Yaml.Numeral _,
          Yaml.Bool _,
          Yaml.Nothing _,
          Yaml.Unusable _ ->
          "";
    };
  }

  /** Where a key belongs that stands alone. */
  private static String beside(Fields fields) {
    return fields.present(KNOWN).stream()
        .findFirst()
        .map(Spot::name)
        .map(alone ->
            "; %s goes beside %s%s"
                .formatted(
                    alone,
                    KINDS.entrySet().stream()
                        .filter(kind -> kind.getValue().contains(alone))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(" or ")),
                    alone.equals("where") ? ", and attributes are asked for by profile" : ""))
        .orElse("");
  }

  /** What may stand in this condition, as far as it is known which it is. */
  private static Collection<String> offered(Spot spot) {
    return KINDS.entrySet().stream()
        .filter(kind -> spot.peek(kind.getKey()).isPresent())
        .findFirst()
        .<Collection<String>>map(
            kind -> Stream.concat(Stream.of(kind.getKey()), kind.getValue().stream()).toList())
        .orElse(KINDS.keySet());
  }

  private static void refuseForeign(Fields fields, Spot kind) {
    var own = KINDS.getOrDefault(kind.name(), List.of());
    var takes = own.isEmpty() ? "takes no other key" : "takes " + String.join(", ", own);
    for (var other : fields.present(KNOWN)) {
      if (!KINDS.containsKey(other.name()) && !own.contains(other.name())) {
        Fields.clash(kind, other, "; " + kind.name() + " " + takes);
      }
    }
  }

  private Condition condition(Fields fields, Spot kind) {
    return switch (kind.name()) {
      case "all" -> {
        var items = items(kind);
        yield new Condition.All(
            items.stream().map(this::condition).toList(),
            GroupGrammar.same(fields, items),
            GroupGrammar.inOrder(fields, items));
      }
      case "any" -> new Condition.Any(items(kind).stream().map(this::condition).toList());
      case "none" -> new Condition.None(items(kind).stream().map(this::condition).toList());
      case "did" ->
          new Condition.Did(
              EventGrammar.events(kind, fields.find("where")),
              DuringGrammar.during(fields),
              OccurrenceGrammar.occurrence(fields));
      case "did_not" ->
          new Condition.DidNot(
              EventGrammar.events(kind, fields.find("where")), DuringGrammar.during(fields));
      case "profile" -> profile(kind);
      case "segment" -> segment(kind);
      case "list" ->
          kind.text("the path of a CSV file")
              .flatMap(path -> files.list(kind, path))
              .<Condition>map(Condition.Listed::new)
              .orElse(PLACEHOLDER);
      case "sql" -> SqlGrammar.sql(kind, fields, files).orElse(PLACEHOLDER);
      case "everyone" -> everyone(kind);
      default -> PLACEHOLDER;
    };
  }

  private static List<Spot> items(Spot group) {
    if (group.value() instanceof Yaml.Mapping) {
      group.expected(
          "a list of at least one condition", "; put a - before each condition, as in a list");
      return List.of();
    }
    return group.someOf("a list of at least one condition");
  }

  private static Condition profile(Spot spot) {
    var tests = TestGrammar.byName(spot);
    if (tests.isEmpty() && spot.value() instanceof Yaml.Mapping) {
      spot.expected("at least one attribute and its test", "; everyone: true asks for nothing");
    }
    return new Condition.Profile(tests);
  }

  private Condition segment(Spot spot) {
    return spot.text("the id of a saved segment")
        .flatMap(id -> segments.named(spot, id).<Condition>map(a -> new Condition.Segment(id, a)))
        .orElse(PLACEHOLDER);
  }

  private static Condition everyone(Spot spot) {
    if (Optional.of(false).equals(spot.bool())) {
      spot.expected("true", "; a condition that never holds reaches nobody");
    }
    return PLACEHOLDER;
  }
}
