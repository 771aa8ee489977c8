package dev.muster.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one fault of a script. */
final class FaultReader {
  private static final List<String> TRIGGERS =
      List.of("request", "probability", "containing", "encoding");
  private static final List<String> KEYS =
      List.of(
          "request",
          "probability",
          "containing",
          "encoding",
          "do",
          "status",
          "headers",
          "body",
          "delay",
          "times");
  private static final List<String> EFFECTS =
      List.of(
          "status",
          "accept-then-close",
          "close-before-accept",
          "slow",
          "truncated",
          "html",
          "endless");
  private static final Pattern DELAY = Pattern.compile("(\\d{1,6})(ms|s)");

  private FaultReader() {}

  static Fault read(ScriptPart fault) {
    fault.only(KEYS);
    return fault.make(
        () -> new Fault(trigger(fault), effect(fault), fault.get("times").integerOr(0)));
  }

  private static Fault.Trigger trigger(ScriptPart fault) {
    var given = TRIGGERS.stream().map(fault::get).filter(ScriptPart::isGiven).toList();
    if (given.size() != 1) {
      throw fault.wrong("exactly one of " + String.join(", ", TRIGGERS), given.size() + " of them");
    }
    if (fault.get("request").isGiven()) {
      return new Fault.OnRequests(numbers(fault.get("request")));
    }
    if (fault.get("probability").isGiven()) {
      return new Fault.WithProbability(fault.get("probability").number());
    }
    return fault.get("encoding").isGiven()
        ? new Fault.WithEncoding(fault.get("encoding").text())
        : new Fault.Containing(fault.get("containing").text());
  }

  private static List<Integer> numbers(ScriptPart request) {
    return request.value().isArray()
        ? request.items().stream().map(ScriptPart::integer).toList()
        : List.of(request.integer());
  }

  private static Fault.Effect effect(ScriptPart fault) {
    var kind = fault.get("do");
    var status = fault.get("status");
    return switch (kind.isGiven() ? kind.text() : "status") {
      case "status" -> {
        if (!status.isGiven()) {
          throw fault.wrong("a status or do", "neither");
        }
        var body = fault.get("body");
        yield new Fault.Status(
            status.integer(), headers(fault.get("headers")), body.isGiven() ? body.text() : null);
      }
      case "accept-then-close" -> new Fault.AcceptThenClose();
      case "close-before-accept" -> new Fault.CloseBeforeAccept();
      case "slow" -> new Fault.Slow(delay(fault.get("delay")));
      case "truncated" -> new Fault.Truncated(status.integerOr(200));
      case "html" -> new Fault.Html(status.integerOr(502));
      case "endless" -> new Fault.Endless(status.integerOr(200));
      default -> throw kind.wrong(ScriptPart.oneOf(EFFECTS));
    };
  }

  private static Map<String, String> headers(ScriptPart headers) {
    var texts = new LinkedHashMap<String, String>();
    if (headers.isGiven()) {
      headers.only(headers.value().propertyNames());
      headers.value().propertyNames().forEach(name -> texts.put(name, headers.get(name).text()));
    }
    return texts;
  }

  private static Duration delay(ScriptPart delay) {
    if (!delay.isGiven()) {
      return Duration.ofSeconds(1);
    }
    var matcher = DELAY.matcher(delay.value().asString(""));
    if (!matcher.matches()) {
      throw delay.wrong("a delay such as 250ms or 2s");
    }
    long number = Long.parseLong(matcher.group(1));
    return "s".equals(matcher.group(2)) ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }
}
