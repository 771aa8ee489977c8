package dev.muster.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to do about a fault that many rows of a file share.
 *
 * @param sample what stands in them
 * @param texts the columns that hold a text
 * @param whole whether these are all the rows of the file
 */
record Remedy(Sample sample, List<String> texts, boolean whole) {
  private static final String TIME = "occurred_at";
  private static final String AT_THE_SOURCE = "mend it where the file is made";
  private static final String FILL = "fill it where the file is made";
  private static final String LEAVE_OUT = "; if rows further down have one, leave these out";

  Remedy {
    texts = List.copyOf(texts);
  }

  /** Where a header names the columns. */
  String inCsv(BadRow fault) {
    var column = fault.column();
    if (column == null) {
      return fault.reason().contains(" cells, but the header has ")
          ? "put quotes around cells that hold a comma, or name all columns in the first line"
          : AT_THE_SOURCE;
    }
    if (!isEmpty(fault)) {
      return AT_THE_SOURCE;
    }
    var alike = alike(column);
    return alike.isEmpty()
        ? FILL + (whole ? "" : LEAVE_OUT)
        : NeededKeys.said(alike) + "; call it so in the first line, and the empty one otherwise";
  }

  /** Where rows name their own. */
  String inNdjson(BadRow fault) {
    var column = fault.column();
    if (column == null) {
      return AT_THE_SOURCE;
    }
    if (!isEmpty(fault)) {
      return DynamoDb.isRow(sample.row())
          ? "as by jq -c '%s'".formatted(DynamoDb.filter("."))
          : mending(column);
    }
    var alike = alike(column);
    return alike.isEmpty()
        ? FILL
            + (whole
                ? ""
                : LEAVE_OUT
                    + ", as by jq -c 'select(.%s // \"\" | tostring | test(\"\\\\S\"))'"
                        .formatted(column))
        : NeededKeys.said(alike)
            + "; "
            + (texts.contains("event")
                    ? JqFilter.renaming(alike)
                    : JqFilter.profiles(sample, alike))
                .remedy();
  }

  private static boolean isEmpty(BadRow fault) {
    return fault.reason().equals(fault.column() + " " + Columns.EMPTY);
  }

  private Map<String, List<KeyPath>> alike(String column) {
    var alike =
        sample.alike(column).stream()
            .filter(key -> !key.equals(KeyPath.of(column)) && !sample.isBlank(key))
            .toList();
    return alike.isEmpty() ? Map.of() : Map.of(column, alike);
  }

  /** Mends the column, and what else would be a fault behind it. */
  private String mending(String column) {
    var mended = new LinkedHashMap<String, JqFilter>();
    for (var text : texts) {
      mended(text).ifPresent(filter -> mended.put(text, filter));
    }
    if (!mended.containsKey(column)) {
      return AT_THE_SOURCE;
    }
    return "as by jq -c '%s'%s"
        .formatted(
            mended.entrySet().stream()
                .map(entry ->
                    "%s = %s".formatted(KeyPath.of(entry.getKey()).jq(), entry.getValue().filter()))
                .collect(Collectors.joining(" | ")),
            mended.values().stream().map(JqFilter::reservation).collect(Collectors.joining()));
  }

  /** What is to stand in a column instead; nothing where it may stay, or cannot be told. */
  private Optional<JqFilter> mended(String column) {
    var key = KeyPath.of(column);
    return Optional.ofNullable(sample.value(key))
        .flatMap(value ->
            value.isComposite()
                ? InnerValue.of(column, key, value)
                : Optional.of(new InnerValue(key, value)))
        .map(inner -> column.equals(TIME) ? instant(inner) : text(inner))
        .filter(filter -> !filter.filter().equals(key.jq()));
  }

  private static JqFilter text(InnerValue inner) {
    return new JqFilter(inner.key().jq(), "");
  }

  private static JqFilter instant(InnerValue inner) {
    var instant = JqInstant.of(inner.key(), inner.value());
    if (instant.reservation().isEmpty()) {
      return new JqFilter(instant.filter(), "");
    }
    var inUtc = JqInstant.inUtc(inner.key(), inner.value());
    return inUtc.reservation().isEmpty()
        ? new JqFilter(inUtc.filter(), ", if the times are in UTC")
        : new JqFilter(instant.filter(), "; mend the times where the file is made");
  }
}
