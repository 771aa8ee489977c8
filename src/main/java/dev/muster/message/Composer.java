package dev.muster.message;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.TriggeringEvent;
import dev.muster.campaign.What;
import dev.muster.campaign.When;
import dev.muster.campaign.WhiteSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.SerializedString;

/**
 * Composes the messages of one run, user by user. What would be dropped behind the Segment API's
 * 200 is not made: when one message of a user would be, the user is {@link Composed.Invalid} and
 * gets none.
 *
 * <p>Three of the Segment API's rules depend on the user: {@code no_user_anon_id}, {@code
 * too_many_properties} and the size. No profile can break the others: ids and events are text, and
 * an event is never empty ({@link Recipient}, {@link dev.muster.campaign.What}); {@code traits} and
 * {@code properties} are always written, as objects; message ids are UUIDs, of 36 characters, and
 * differ ({@link MessageIds}); a {@link Batch} is never empty or too long.
 *
 * <p>With {@code identify} and {@code track}, a user gets the identify call first, once and without
 * a device, then the track call, once for each device token. With {@code identify} alone, that is
 * sent once for each token.
 *
 * <p>Not safe for use by several threads at once: each partition has its own.
 */
public final class Composer {
  static final String PROPERTIES = "what.properties";

  private final Campaign campaign;
  private final MessageIds ids;
  private final MessageWriter writer;
  private final References references;
  private final JsonValues.Wanted wanted;
  private final Map<String, Object> campaignVariables;

  /**
   * @throws IllegalArgumentException when a template is wrong, which {@link
   *     TemplateLanguage#faultOf} tells beforehand
   */
  public Composer(Campaign campaign, RunStamp stamp) {
    this.campaign = campaign;
    ids = new MessageIds(stamp, campaign.id());
    var properties = propertiesOf(campaign, stamp);
    references = references(properties);
    writer = new MessageWriter(campaign, properties, stamp.test());
    wanted = wantedBy(campaign, references);
    campaignVariables = variables(campaign, stamp);
  }

  private static References references(Map<SerializedString, Property> properties) {
    return properties.values().stream()
        .map(Property::references)
        .reduce(References.NONE, References::and);
  }

  /** As {@link #usesConstant()}, before there is anything to compose. */
  public static boolean usesConstant(Campaign campaign) {
    return references(propertiesOf(campaign, LeastMessage.stamp(campaign, Instant.EPOCH)))
        .constant();
  }

  /** What templates see under {@code campaign}. */
  static Map<String, Object> variables(Campaign campaign, RunStamp stamp) {
    return Map.of(
        "id", campaign.id().value(),
        "name", campaign.name(),
        "run", stamp.run(),
        "planned_at", stamp.plannedAt().toString());
  }

  /** Whether a template uses {@code constant}; otherwise those values need not be found. */
  public boolean usesConstant() {
    return references.constant();
  }

  /** The messages for one user, or why there are none. */
  public Composed compose(Addressee to) {
    try {
      return new Composed.Ready(messagesFor(to.dueAt(momentOf(to))));
    } catch (AbortTag.Aborted aborted) {
      return new Composed.Aborted();
    } catch (Unfit unfit) {
      return unfit.asInvalid();
    } catch (JacksonException refused) {
      return new Composed.Invalid("attributes", "the profile is nested too deeply to be sent");
    }
  }

  /** Of a trigger, when it was due, whatever quiet hours have made of that. */
  private Instant momentOf(Addressee to) {
    return to.occasion() instanceof Occasion.Trigger(_, var instant)
            && campaign.when().planning() instanceof When.Live(_, _, var delay)
        ? instant.plus(delay)
        : to.dueAt();
  }

  private List<Message> messagesFor(Addressee to) {
    if (WhiteSpace.only(to.recipient().value())) {
      throw new Unfit("no_user_anon_id", "the user has neither a user id nor an anonymous id");
    }
    var profile = profileOf(to);
    var variables = variablesFor(to, profile);
    var what = campaign.what();
    var messages = new ArrayList<Message>();
    var devices = Device.of(what.tokens(), profile);
    if (what.identify() && what.track() != null) {
      messages.add(message(Call.IDENTIFY, to, null, profile, variables));
    }
    var call = what.track() == null ? Call.IDENTIFY : Call.TRACK;
    if (devices.isEmpty()) {
      messages.add(message(call, to, null, profile, variables));
    }
    for (var device : devices) {
      messages.add(message(call, to, device, profile, variables));
    }
    return messages;
  }

  private Message message(
      Call call,
      Addressee to,
      @Nullable Device device,
      Map<String, @Nullable Object> profile,
      Map<String, Object> variables) {
    return writer.write(
        call, ids.idOf(to.userId(), to.occasion(), call, device), to, device, profile, variables);
  }

  /** The columns are what they are, whatever attributes of their names say. */
  private Map<String, @Nullable Object> profileOf(Addressee to) {
    var profile = JsonValues.fieldsOf(to.attributes(), wanted);
    profile.put("user_id", to.userId().value());
    putOrRemove(profile, "anonymous_id", to.anonymousId());
    putOrRemove(profile, "timezone", to.timezone());
    return profile;
  }

  private static void putOrRemove(
      Map<String, @Nullable Object> profile, String name, @Nullable String value) {
    if (value == null) {
      profile.remove(name);
    } else {
      profile.put(name, value);
    }
  }

  private Map<String, Object> variablesFor(Addressee to, Map<String, @Nullable Object> profile) {
    var variables = new HashMap<String, Object>();
    variables.put("profile", profile);
    variables.put("campaign", campaignVariables);
    if (to.constant() != null && usesConstant()) {
      variables.put("constant", JsonValues.itemsOf(to.constant()));
    }
    if (to.event() != null) {
      variables.put(References.EVENT, variablesOf(to.event()));
    }
    variables.put(DateFilter.DUE, to.dueAt());
    return variables;
  }

  /** As it was when it was taken up; without an id of its own, it has none here. */
  private static Map<String, Object> variablesOf(TriggeringEvent event) {
    var variables = new HashMap<String, Object>();
    variables.put("name", event.name());
    if (event.id() != null) {
      variables.put("id", event.id());
    }
    variables.put("occurred_at", MessageWriter.MILLISECONDS.format(event.occurredAt()));
    variables.put("properties", JsonValues.fieldsOf(event.properties(), _ -> true));
    return variables;
  }

  /** Muster's own come last and stand for the campaign's of the same names. */
  static Map<SerializedString, Property> propertiesOf(Campaign campaign, RunStamp stamp) {
    var language = new TemplateLanguage(stamp.accountZone());
    var byName = new LinkedHashMap<String, Property>();
    if (campaign.what().track() != null) {
      campaign
          .what()
          .properties()
          .forEach((name, value) ->
              byName.put(name, Property.of(PROPERTIES + "." + name, value, language)));
    }
    byName.keySet().removeAll(What.OWN_PROPERTIES);
    byName.put("campaign_id", Property.fixed(campaign.id().value()));
    byName.put("campaign_name", Property.fixed(campaign.name()));
    byName.put("run", Property.fixed(stamp.run()));
    if (stamp.test()) {
      byName.put("is_test", Property.fixed(true));
    }
    var properties = new LinkedHashMap<SerializedString, Property>();
    byName.forEach((name, property) -> properties.put(new SerializedString(name), property));
    return properties;
  }

  private static JsonValues.Wanted wantedBy(Campaign campaign, References references) {
    if (references.wholeProfile()) {
      return name -> true;
    }
    Set<String> names = new HashSet<>(references.attributes());
    names.addAll(campaign.what().attributes());
    campaign.what().tokens().forEach(platform -> names.add(platform.attribute()));
    return names::contains;
  }
}
