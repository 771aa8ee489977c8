package dev.muster.sandbox;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON form of a {@link FaultScript}. */
final class FaultScriptReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final List<String> KEYS =
      List.of("seed", "rate", "faults", "known_keys", "disabled_keys", "suppressed_users");
  private static final List<String> RATE_KEYS =
      List.of("requests_per_second", "events_per_second", "retry_after");

  private FaultScriptReader() {}

  static FaultScript read(String json, String name) {
    var script = new ScriptPart(parse(json, name), name, "").only(KEYS);
    var seed = script.get("seed");
    return new FaultScript(
        seed.isGiven() ? seed.wholeNumber() : 0,
        rate(script.get("rate")),
        script.get("faults").items().stream().map(FaultReader::read).toList(),
        new Workspace(
            keys(script.get("known_keys")),
            keys(script.get("disabled_keys")),
            script.get("suppressed_users").items().stream()
                .map(ScriptPart::text)
                .collect(Collectors.toSet())));
  }

  private static JsonNode parse(String json, String name) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      // Without the cause and its message, which may show a key.
      throw new IllegalArgumentException(
          "%s: line %d, column %d: expected JSON, found text that is none"
              .formatted(name, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  private static RateLimit rate(ScriptPart rate) {
    if (!rate.isGiven()) {
      return RateLimit.DOCUMENTED;
    }
    rate.only(RATE_KEYS);
    return rate.make(() ->
        new RateLimit(
            rate.get("requests_per_second").integerOr(0),
            rate.get("events_per_second").integerOr(0),
            form(rate.get("retry_after"))));
  }

  private static RateLimit.Form form(ScriptPart form) {
    if (!form.isGiven()) {
      return RateLimit.Form.SECONDS;
    }
    var forms = List.of(RateLimit.Form.values());
    return forms.stream()
        .filter(each -> each.code().equals(form.value().asString("")))
        .findFirst()
        .orElseThrow(
            () -> form.wrong(ScriptPart.oneOf(forms.stream().map(RateLimit.Form::code).toList())));
  }

  private static Set<String> keys(ScriptPart keys) {
    return keys.items().stream().map(FaultScriptReader::key).collect(Collectors.toSet());
  }

  private static String key(ScriptPart key) {
    var expected = "a text of " + Workspace.KEY_CHARACTERS + " characters or more";
    if (!key.value().isString()) {
      throw key.wrong(expected, key.kind());
    }
    var text = key.text();
    if (text.length() < Workspace.KEY_CHARACTERS) {
      throw key.wrong(expected, "one of " + text.length());
    }
    return text;
  }
}
