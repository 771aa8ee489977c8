package dev.muster.message;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/** Filters of lists: numbers are numbers however they are written, and objects stay as they are. */
final class ListFilters {
  static final List<Filter> ALL =
      List.of(
          new OwnFilter("join", ListFilters::joined),
          new OwnFilter("map", (value, p) -> mapped(value, nameIn(p, 0))),
          new OwnFilter("where", ListFilters::where),
          new OwnFilter("compact", (value, p) -> compact(value, nameIn(p, 0))),
          new OwnFilter("uniq", (value, p) -> unique(value, nameIn(p, 0))),
          new OwnFilter("sort", (value, p) -> sorted(value, nameIn(p, 0), ListFilters::compare)),
          new OwnFilter(
              "sort_natural", (value, p) -> sorted(value, nameIn(p, 0), ListFilters::naturally)),
          new OwnFilter("concat", (value, p) -> joinedLists(value, p[0])));

  private ListFilters() {}

  private static @Nullable String nameIn(@Nullable Object[] parameters, int index) {
    return parameters.length <= index || parameters[index] == null
        ? null
        : TemplateText.joined(parameters[index]);
  }

  private static String joined(@Nullable Object value, @Nullable Object... parameters) {
    var glue = parameters.length == 0 ? " " : TemplateText.joined(parameters[0]);
    var text = new StringBuilder();
    var first = true;
    for (var item : Values.items(value)) {
      text.append(first ? "" : glue).append(TemplateText.joined(item));
      first = false;
      BoundedFilter.refuseAboveMost(text.length());
    }
    return text.toString();
  }

  private static List<Object> mapped(@Nullable Object value, @Nullable String name) {
    var found = new ArrayList<Object>();
    for (var item : Values.items(value)) {
      var field = fieldOf(item, String.valueOf(name));
      if (field != null) {
        found.add(field);
      }
    }
    return found;
  }

  private static List<Object> where(@Nullable Object value, @Nullable Object... parameters) {
    var name = String.valueOf(nameIn(parameters, 0));
    var kept = new ArrayList<Object>();
    for (var item : Values.items(value)) {
      var field = fieldOf(item, name);
      boolean holds =
          parameters.length == 1
              ? field != null && !Boolean.FALSE.equals(field)
              : Values.equal(field, parameters[1]);
      if (item != null && holds) {
        kept.add(item);
      }
    }
    return kept;
  }

  private static @Nullable Object compact(@Nullable Object value, @Nullable String name) {
    if (!Values.isList(value)) {
      return value;
    }
    var kept = new ArrayList<Object>();
    for (var item : Values.items(value)) {
      if (item != null && (name == null || fieldOf(item, name) != null)) {
        kept.add(item);
      }
    }
    return kept;
  }

  private static @Nullable Object unique(@Nullable Object value, @Nullable String name) {
    if (!Values.isList(value)) {
      return value;
    }
    var seen = new HashSet<@Nullable Object>();
    var kept = new ArrayList<@Nullable Object>();
    for (var item : Values.items(value)) {
      var key = name == null ? item : fieldOf(item, name);
      if (seen.add(key instanceof Number number ? shortest(number) : key)) {
        kept.add(item);
      }
    }
    return kept;
  }

  private static BigDecimal shortest(Number number) {
    return Values.number(number).stripTrailingZeros();
  }

  /** What is absent comes last. */
  private static List<? extends @Nullable Object> sorted(
      @Nullable Object value, @Nullable String name, Comparator<Object> order) {
    if (value != null && !Values.isList(value)) {
      throw Unfit.expected("a list", Values.kindOf(value));
    }
    var sorted = new ArrayList<@Nullable Object>(Values.items(value));
    Comparator<@Nullable Object> byKey =
        (one, other) ->
            Comparator.nullsLast(order)
                .compare(
                    name == null ? one : fieldOf(one, name),
                    name == null ? other : fieldOf(other, name));
    sorted.sort(byKey);
    return sorted;
  }

  private static int compare(Object one, Object other) {
    return Values.compare(one, other, "items that are all numbers or all text");
  }

  private static int naturally(Object one, Object other) {
    return Values.compare(small(one), small(other), "text");
  }

  private static String small(Object value) {
    return TemplateText.joined(value).toLowerCase(Locale.ROOT);
  }

  private static List<? extends @Nullable Object> joinedLists(
      @Nullable Object value, @Nullable Object other) {
    if (!Values.isList(other)) {
      throw Unfit.expected("a list to add", Values.kindOf(other));
    }
    var both = new ArrayList<@Nullable Object>(Values.items(value));
    both.addAll(Values.items(other));
    return both;
  }

  private static @Nullable Object fieldOf(@Nullable Object item, String name) {
    return switch (item) {
      case null -> null;
      case Map<?, ?> fields -> fields.get(name);
      default -> throw Unfit.expected("a list of objects", Values.kindOf(item) + " in it");
    };
  }
}
