package dev.muster.segmentapi;

import dev.muster.message.Message;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as a line for people. It may stand in logs and reports: no credentials are in it, and
 * nothing that the answer repeats of the messages.
 */
final class Reason {
  private static final int CHARACTERS = 200;
  private static final int CHARACTERS_OF_LOGINS = 80;
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<String> TEXTS =
      List.of("message", "error_description", "error", "reason", "detail", "title", "code");
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>([^<]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern CREDENTIALS =
      Pattern.compile("\\b(Basic|Bearer)\\s+\\S{8,}", Pattern.CASE_INSENSITIVE);

  /** Tokens and assertions, also when only their beginning is there. */
  private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]{8,}[\\w.-]*");

  private static final Pattern EMAIL = Pattern.compile("\\S+@\\S+");
  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");
  private static final List<String> NOT_PERSONAL =
      List.of("type", "event", "messageId", "timestamp", "channel");

  private Reason() {}

  /** The line for an answer to these messages. */
  static String of(Answer answer, List<Message> messages, WriteKey key) {
    return switch (answer) {
      case Answer.NoAnswer none -> "no answer (" + hidden(none.what(), key) + ")";
      case Answer.ProxyMissed proxy -> "no answer (" + hidden(proxy.what(), key) + ")";
      case Answer.Untrusted other -> "no trust (" + hidden(other.what(), key) + ")";
      case Answer.ProxyRefuses proxy -> "no way through (" + hidden(proxy.what(), key) + ")";
      case Answer.TokenRefused refused -> of(refused.answered(), List.of(), key);
      case Answer.Answered answered -> {
        var said = told(said(answered.body()), CHARACTERS, messages, key);
        var login = answered.login();
        var status =
            answered.status()
                + (login == null
                    ? ""
                    : ", asking for a login (%s)"
                        .formatted(told(login, CHARACTERS_OF_LOGINS, messages, key)));
        yield said.isEmpty() ? status : status + ": " + said;
      }
    };
  }

  private static String told(String text, int most, List<Message> messages, WriteKey key) {
    var left = hidden(text, key);
    for (var message : left.isBlank() ? List.<Message>of() : messages) {
      left = withoutContents(left, message);
    }
    return shortened(oneLine(left), most);
  }

  /** Text of others: nothing in it may break a line or command a terminal. */
  static String oneLine(String text) {
    return NOT_PRINTABLE.matcher(text).replaceAll(" ").strip();
  }

  private static String said(String body) {
    var text = body.strip();
    if (text.startsWith("<")) {
      var title = TITLE.matcher(text);
      return "an HTML page" + (title.find() ? " titled " + title.group(1).strip() : "");
    }
    if (text.startsWith("{")) {
      try {
        return said(MAPPER.readTree(text), text);
      } catch (JacksonException e) {
        return text;
      }
    }
    return text;
  }

  private static String said(JsonNode body, String otherwise) {
    for (var name : TEXTS) {
      var value = body.path(name);
      if (value.isString()) {
        return value.asString();
      }
      if (value.isObject()) {
        return said(value, otherwise);
      }
    }
    return otherwise;
  }

  private static String hidden(String text, WriteKey key) {
    var left = text.replace(key.value(), "…").replace(key.basic(), "…");
    left = CREDENTIALS.matcher(left).replaceAll("$1 …");
    left = JWT.matcher(left).replaceAll("…");
    return EMAIL.matcher(left).replaceAll("…");
  }

  private static String withoutContents(String text, Message message) {
    try {
      var left = text;
      for (var field : MAPPER.readTree(message.json()).properties()) {
        if (!NOT_PERSONAL.contains(field.getKey())) {
          left = without(left, field.getValue());
        }
      }
      return left;
    } catch (JacksonException e) {
      return "";
    }
  }

  private static String without(String text, JsonNode value) {
    var left = text;
    if (value.isContainer()) {
      for (var inner : value) {
        left = without(left, inner);
      }
      return left;
    }
    var own = value.asString("");
    return own.length() < 2 || value.isBoolean() || !left.contains(own)
        ? left
        : left.replaceAll("(?<![\\p{L}\\p{N}])" + Pattern.quote(own) + "(?![\\p{L}\\p{N}])", "…");
  }

  private static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
