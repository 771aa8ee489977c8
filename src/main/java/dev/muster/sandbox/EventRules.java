package dev.muster.sandbox;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The rules by which a message alone is dropped, over the fields that they ask for. Used for one
 * message after the other.
 */
final class EventRules {
  private static final Set<String> TYPES =
      Set.of("track", "identify", "page", "screen", "group", "alias");
  private static final int MESSAGE_ID_CHARACTERS = 100;
  private static final int PROPERTIES = 300;

  /** What a field's value is, as far as the rules ask. */
  private enum Kind {
    ABSENT,
    STRING,
    OTHER
  }

  private @Nullable String type;
  private @Nullable String messageId;
  private @Nullable String userId;
  private @Nullable String anonymousId;
  private @Nullable String event;
  private Kind idKind = Kind.ABSENT;
  private Kind messageIdKind = Kind.ABSENT;
  private Kind eventKind = Kind.ABSENT;
  private int traits;
  private int properties;
  private boolean traitsNoObject;
  private boolean propertiesNoObject;

  /** Reads the object that the parser has just entered, to its end. */
  void read(JsonParser parser) {
    clear();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      var value = parser.nextToken();
      switch (name) {
        case "type" -> type = text(parser, value);
        case "messageId" -> {
          messageId = text(parser, value);
          messageIdKind = kind(value);
        }
        case "userId" -> {
          userId = text(parser, value);
          idKind = worse(idKind, kind(value));
        }
        case "anonymousId" -> {
          anonymousId = text(parser, value);
          idKind = worse(idKind, kind(value));
        }
        case "event" -> {
          event = text(parser, value);
          eventKind = kind(value);
        }
        case "traits" -> {
          traitsNoObject = notObject(value);
          traits = count(parser, value);
        }
        case "properties" -> {
          propertiesNoObject = notObject(value);
          properties = count(parser, value);
        }
        default -> parser.skipChildren();
      }
    }
  }

  @Nullable String messageId() {
    return messageId;
  }

  /** The user, else the anonymous user. */
  @Nullable String userId() {
    return userId == null || userId.isEmpty() ? anonymousId : userId;
  }

  /** The first rule that the message breaks, or null. */
  @Nullable DropCode drop() {
    if (type == null || !TYPES.contains(type)) {
      return DropCode.UNKNOWN_TYPE;
    }
    if (idKind == Kind.OTHER || messageIdKind == Kind.OTHER) {
      return DropCode.ID_NOT_STRING;
    }
    var user = userId();
    if (user == null || user.isEmpty()) {
      return DropCode.NO_USER_ANON_ID;
    }
    if ("track".equals(type) && eventKind == Kind.OTHER) {
      return DropCode.EVENT_NOT_STRING;
    }
    if ("track".equals(type) && (event == null || event.isEmpty())) {
      return DropCode.EVENT_NOT_DEFINED;
    }
    if (traitsNoObject) {
      return DropCode.TRAITS_NOT_OBJECT;
    }
    if (propertiesNoObject) {
      return DropCode.PROPERTIES_NOT_OBJECT;
    }
    if (messageId != null
        && messageId.codePointCount(0, messageId.length()) >= MESSAGE_ID_CHARACTERS) {
      return DropCode.MESSAGE_ID_TOO_LONG;
    }
    return traits >= PROPERTIES || properties >= PROPERTIES ? DropCode.TOO_MANY_PROPERTIES : null;
  }

  private void clear() {
    type = messageId = userId = anonymousId = event = null;
    idKind = messageIdKind = eventKind = Kind.ABSENT;
    traits = properties = 0;
    traitsNoObject = propertiesNoObject = false;
  }

  private static Kind kind(JsonToken value) {
    return switch (value) {
      case VALUE_STRING -> Kind.STRING;
      case VALUE_NULL -> Kind.ABSENT;
      default -> Kind.OTHER;
    };
  }

  private static Kind worse(Kind one, Kind other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static boolean notObject(JsonToken value) {
    return value != JsonToken.START_OBJECT && value != JsonToken.VALUE_NULL;
  }

  private static @Nullable String text(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    parser.skipChildren();
    return null;
  }

  private static int count(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return 0;
    }
    var count = 0;
    while (parser.nextName() != null) {
      parser.nextToken();
      parser.skipChildren();
      count++;
    }
    return count;
  }
}
