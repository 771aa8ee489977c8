package dev.muster.segmentapi.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON form of a {@link FaultScript}. */
final class FaultScriptReader {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern DELAY = Pattern.compile("(\\d{1,6})(ms|s)");
  private static final Set<String> TRIGGERS =
      Set.of("request", "probability", "containing", "encoding");
  private final String json;

  FaultScriptReader(String json) {
    this.json = json;
  }

  FaultScript read() {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "fault script: expected JSON, found a fault at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage(),
          e);
    }
    mustHaveOnly(root, "", Set.of("seed", "rate", "faults"));
    List<Fault> faults = new ArrayList<>();
    JsonNode list = root.path("faults");
    if (!list.isMissingNode() && !list.isArray()) {
      throw wrong("faults", "a list", list);
    }
    for (int i = 0; i < list.size(); i++) {
      faults.add(fault(list.path(i), "faults[" + i + "]"));
    }
    return new FaultScript(
        root.has("seed") ? integer(root.path("seed"), "seed") : 0, rate(root.path("rate")), faults);
  }

  private static RateLimit rate(JsonNode node) {
    if (node.isMissingNode()) {
      return RateLimit.DOCUMENTED;
    }
    mustHaveOnly(node, "rate", Set.of("requests_per_second", "events_per_second", "retry_after"));
    return at(
        "rate",
        () ->
            new RateLimit(
                integerOr(node, "requests_per_second", 0, "rate"),
                integerOr(node, "events_per_second", 0, "rate"),
                form(node.path("retry_after"))));
  }

  private static RateLimit.Form form(JsonNode node) {
    if (node.isMissingNode()) {
      return RateLimit.Form.SECONDS;
    }
    for (RateLimit.Form form : RateLimit.Form.values()) {
      if (form.code().equals(node.asString(""))) {
        return form;
      }
    }
    String known =
        Arrays.stream(RateLimit.Form.values())
            .map(RateLimit.Form::code)
            .collect(Collectors.joining(", "));
    throw wrong("rate.retry_after", "one of " + known, node);
  }

  private static Fault fault(JsonNode node, String at) {
    mustHaveOnly(
        node,
        at,
        Set.of(
            "request",
            "probability",
            "containing",
            "encoding",
            "do",
            "status",
            "headers",
            "body",
            "delay",
            "times"));
    return at(
        at, () -> new Fault(trigger(node, at), effect(node, at), integerOr(node, "times", 0, at)));
  }

  private static Fault.Trigger trigger(JsonNode node, String at) {
    List<String> given = TRIGGERS.stream().filter(node::has).toList();
    if (given.size() != 1) {
      throw wrong(at, "exactly one of request, probability, containing, encoding", node);
    }
    JsonNode value = node.path(given.getFirst());
    return switch (given.getFirst()) {
      case "request" -> new Fault.OnRequests(numbers(value, at + ".request"));
      case "probability" -> {
        if (!value.isNumber()) {
          throw wrong(at + ".probability", "a number", value);
        }
        yield new Fault.WithProbability(value.asDouble());
      }
      case "encoding" -> new Fault.WithEncoding(text(value, at + ".encoding"));
      default -> new Fault.Containing(text(value, at + ".containing"));
    };
  }

  private static List<Integer> numbers(JsonNode node, String at) {
    List<Integer> numbers = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> numbers.add(integer(each, at)));
    } else {
      numbers.add(integer(node, at));
    }
    return numbers;
  }

  private static Fault.Effect effect(JsonNode node, String at) {
    JsonNode kind = node.path("do");
    return switch (kind.isMissingNode() ? "status" : text(kind, at + ".do")) {
      case "status" -> {
        if (!node.has("status")) {
          throw wrong(at, "a status or do", node);
        }
        yield new Fault.Status(
            integer(node.path("status"), at + ".status"),
            headers(node.path("headers"), at),
            node.has("body") ? text(node.path("body"), at + ".body") : null);
      }
      case "accept-then-close" -> new Fault.AcceptThenClose();
      case "close-before-accept" -> new Fault.CloseBeforeAccept();
      case "slow" -> new Fault.Slow(delay(node.path("delay"), at + ".delay"));
      case "truncated" -> new Fault.Truncated(integerOr(node, "status", 200, at));
      case "html" -> new Fault.Html(integerOr(node, "status", 502, at));
      case "endless" -> new Fault.Endless(integerOr(node, "status", 200, at));
      default ->
          throw wrong(
              at + ".do",
              "one of status, accept-then-close, close-before-accept, slow, truncated, html,"
                  + " endless",
              kind);
    };
  }

  private static Map<String, String> headers(JsonNode node, String at) {
    Map<String, String> headers = new LinkedHashMap<>();
    node.properties()
        .forEach(each ->
            headers.put(each.getKey(), text(each.getValue(), at + ".headers." + each.getKey())));
    return headers;
  }

  private static Duration delay(JsonNode node, String at) {
    if (node.isMissingNode()) {
      return Duration.ofSeconds(1);
    }
    var matcher = DELAY.matcher(node.asString(""));
    if (!matcher.matches()) {
      throw wrong(at, "a delay such as 250ms or 2s", node);
    }
    long number = Long.parseLong(matcher.group(1));
    return "s".equals(matcher.group(2)) ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }

  private static int integerOr(JsonNode node, String key, int otherwise, String at) {
    return node.has(key) ? integer(node.path(key), at + "." + key) : otherwise;
  }

  private static int integer(JsonNode node, String at) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw wrong(at, "a whole number", node);
    }
    return node.asInt();
  }

  private static String text(JsonNode node, String at) {
    if (!node.isString()) {
      throw wrong(at, "a text", node);
    }
    return node.asString();
  }

  private static void mustHaveOnly(JsonNode node, String at, Set<String> known) {
    if (!node.isObject()) {
      throw wrong(at.isEmpty() ? "the script" : at, "an object", node);
    }
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        throw wrong(
            at.isEmpty() ? key : at + "." + key,
            "one of " + known.stream().sorted().collect(Collectors.joining(", ")),
            null);
      }
    }
  }

  private static IllegalArgumentException wrong(
      String at, String expected, @Nullable JsonNode found) {
    return new IllegalArgumentException(
        "fault script: "
            + at
            + ": expected "
            + expected
            + (found == null ? ", found an unknown key" : ", found " + found));
  }

  private static <T> T at(String at, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("fault script: ")
          ? e
          : new IllegalArgumentException("fault script: " + at + ": " + message, e);
    }
  }
}
