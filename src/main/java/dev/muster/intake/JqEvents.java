package dev.muster.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the filter of jq that builds events out of another system's rows: an object of what events
 * have, with nothing lost that an event can hold.
 *
 * @param sample what stands in the rows
 * @param alike the keys that may be what is missing, the nearest first
 */
record JqEvents(Sample sample, Map<String, List<KeyPath>> alike) {

  /** What GA4 writes into BigQuery for an object: a list of keys, each with a value by type. */
  private static final String LISTED = "event_params";

  JqFilter filter() {
    var userId = key("user_id");
    var event = key("event");
    var time = key("occurred_at");
    var used = new ArrayList<KeyPath>();
    Stream.of(userId, event, time).filter(Objects::nonNull).forEach(used::add);
    var id = sample.ids().best(used);
    id.ifPresent(used::add);
    var instant = time == null ? null : JqInstant.of(time, sample.found());
    var members = new ArrayList<String>();
    members.add(member("user_id", userId == null ? ".ITS_KEY" : userId.jq()));
    members.add(member("event", event == null ? ".ITS_KEY" : event.jq()));
    members.add(member("occurred_at", instant == null ? ".ITS_KEY" : instant.filter()));
    id.ifPresent(key -> members.add(member("id", key.jq())));
    members.add(member("properties", properties(used)));
    return new JqFilter(
        "{" + String.join(", ", members) + "}", instant == null ? "" : instant.reservation());
  }

  /** What stands in the place of a needed key; null for nothing that is known. */
  private @Nullable KeyPath key(String name) {
    var own = KeyPath.of(name);
    var value = sample.value(own);
    if (value != null && !value.isComposite()) {
      return own;
    }
    if (value != null) {
      var inner = InnerValue.of(name, own, value);
      if (inner.isPresent()) {
        return inner.get().key();
      }
    }
    var near = alike.getOrDefault(name, List.of());
    if (near.isEmpty()) {
      near = sample.alike(name);
    }
    return near.isEmpty() ? null : near.getFirst();
  }

  /** The object that there is, else all that has no other place. */
  private String properties(List<KeyPath> used) {
    return LookAlikes.of("properties", sample.found().keySet()).stream()
        .filter(key -> !key.isNested() && !used.contains(key))
        .map(this::object)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() ->
            used.stream()
                .map(KeyPath::untyped)
                .map(KeyPath::jq)
                .collect(Collectors.joining(", ", "del(", ")")));
  }

  private Optional<String> object(KeyPath key) {
    var value = sample.value(key);
    if (value instanceof Value.JsonColumn(var text)
        && key.name().equals(LISTED)
        && (text.equals("[]") || text.startsWith("[{\"key\":"))) {
      return Optional.of(
          ("(%s // [] | map({(.key): (.value | .string_value // (.int_value // .float_value //"
                  + " .double_value | tonumber?))}) | add // {})")
              .formatted(key.jq()));
    }
    try {
      Columns.object("properties", value);
      return Optional.of(key.jq());
    } catch (BadRow e) {
      return Optional.empty();
    }
  }

  private static String member(String name, String filter) {
    return filter.equals("." + name) ? name : name + ": " + filter;
  }
}
