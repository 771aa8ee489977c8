package dev.muster.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that each user gets, as JSON: what comes from a profile or an event is named ({@code
 * ‹email›}), not shown, and templates are as they were written.
 *
 * @param messages in the order in which a user gets them; none where none was made
 * @param gone whether some were made, and what they said is not known any more
 */
public record MessageSection(List<String> messages, boolean gone) {

  public MessageSection {
    messages = List.copyOf(messages);
  }

  /** That of a run. */
  static MessageSection of(RunDetail detail) {
    if (detail.run().delivery().requests() == 0) {
      return new MessageSection(List.of(), false);
    }
    return detail.campaign() == null
        ? new MessageSection(List.of(), true)
        : new MessageSection(messages(detail.campaign(), detail.run().run()), false);
  }

  private static List<String> messages(Campaign campaign, RunId run) {
    var what = campaign.what();
    var trees = new ArrayList<Map<String, @Nullable Object>>();
    var devices = new ArrayList<What.@Nullable Platform>(what.tokens());
    if (devices.isEmpty()) {
      devices.add(null);
    }
    var track = what.track();
    if (what.identify()) {
      // With a track call behind it, it is for no device.
      if (track == null) {
        devices.forEach(device -> trees.add(message(campaign, run, null, device)));
      } else {
        trees.add(message(campaign, run, null, null));
      }
    }
    if (track != null) {
      devices.forEach(device -> trees.add(message(campaign, run, track, device)));
    }
    return trees.stream()
        .map(tree -> JsonWriter.indented(JsonWriter.line(tree).getBytes(UTF_8)))
        .toList();
  }

  private static Map<String, @Nullable Object> message(
      Campaign campaign, RunId run, @Nullable String track, What.@Nullable Platform device) {
    var what = campaign.what();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("type", track == null ? "identify" : "track");
    tree.put("messageId", "‹message id›");
    tree.put("userId", named(what.userId()));
    tree.put("timestamp", "‹due›");
    tree.put("channel", "server");
    if (track == null) {
      tree.put("traits", traits(what));
    } else {
      tree.put("event", track);
      var properties = new LinkedHashMap<String, @Nullable Object>(what.properties());
      properties.keySet().removeAll(What.OWN_PROPERTIES);
      properties.put("campaign_id", campaign.id().value());
      properties.put("campaign_name", campaign.name());
      properties.put("run", run.toString());
      tree.put("properties", properties);
    }
    tree.put("context", context(campaign, track, device));
    if (!what.integrations().isEmpty()) {
      tree.put("integrations", what.integrations());
    }
    return tree;
  }

  private static Map<String, @Nullable Object> context(
      Campaign campaign, @Nullable String track, What.@Nullable Platform device) {
    var context = new LinkedHashMap<String, @Nullable Object>();
    context.put("campaign", Map.of("name", campaign.name()));
    if (track != null && !campaign.what().attributes().isEmpty()) {
      context.put("traits", traits(campaign.what()));
    }
    if (device != null) {
      var of = new LinkedHashMap<String, @Nullable Object>();
      of.put("type", device.deviceType());
      of.put("token", named(device.attribute()));
      context.put("device", of);
    }
    return context;
  }

  private static Map<String, @Nullable Object> traits(What what) {
    var traits = new LinkedHashMap<String, @Nullable Object>();
    what.attributes().forEach(attribute -> traits.put(attribute, named(attribute)));
    return traits;
  }

  private static String named(String attribute) {
    return "‹" + attribute + "›";
  }
}
