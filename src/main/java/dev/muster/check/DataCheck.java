package dev.muster.check;

import dev.muster.campaign.Campaign;
import dev.muster.message.TemplateLanguage;
import dev.muster.source.SeenValues;
import dev.muster.source.SourceSample;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the data have what a campaign asks for: its events, properties and attributes, with
 * values of the types that its tests look at, and time zones that are known. Nothing of it keeps a
 * run from doing, so that all findings are warnings; no value of a user is in them, save how time
 * zones are spelled.
 *
 * @param templates the language of the campaign's templates
 */
public record DataCheck(SourceSample sample, TemplateLanguage templates) {

  /**
   * A line for everything that is not as asked; nothing where all is.
   *
   * @throws SQLException when the database refuses a question
   */
  public List<Finding> findings(Campaign campaign) throws SQLException {
    var asked = Asked.by(campaign, templates.attributesIn(campaign.what().properties()));
    var findings = new ArrayList<Finding>();
    var events = events(asked);
    findings.addAll(missingEvents(events));
    findings.addAll(eventsWithoutProfiles(events));
    asked
        .events()
        .forEach((names, properties) -> {
          var seen = together(names, events);
          if (seen.objects() > 0) {
            findings.addAll(
                new AskedValues(AskedValues.whose(names, seen), seen).findings(properties));
          }
        });
    asked
        .compared()
        .forEach(properties ->
            ComparedValues.finding(properties, names -> together(names, events))
                .ifPresent(findings::add));
    if (!asked.attributes().isEmpty()) {
      findings.addAll(attributes(asked.attributes()));
    }
    asked
        .columnTests()
        .forEach((column, tests) -> TextColumn.finding(column, tests).ifPresent(findings::add));
    if (campaign.when().asksForZones()) {
      ZoneCheck.finding(sample).ifPresent(findings::add);
    }
    return findings;
  }

  /** What the events of each name have; under null those of any name, if they are asked for. */
  private Map<@Nullable String, SeenValues> events(Asked asked) throws SQLException {
    Map<@Nullable String, Set<String>> properties = new LinkedHashMap<>();
    for (var each : asked.events().entrySet()) {
      for (@Nullable String name : names(each.getKey())) {
        properties.computeIfAbsent(name, n -> new HashSet<>()).addAll(each.getValue().keySet());
      }
    }
    Map<@Nullable String, SeenValues> seen = new LinkedHashMap<>();
    for (var each : properties.entrySet()) {
      seen.put(each.getKey(), sample.events(each.getKey(), each.getValue()));
    }
    return seen;
  }

  private static Collection<@Nullable String> names(List<String> names) {
    var all = new ArrayList<@Nullable String>(names);
    if (names.isEmpty()) {
      all.add(null);
    }
    return all;
  }

  private static SeenValues together(List<String> names, Map<@Nullable String, SeenValues> events) {
    return names(names).stream().map(events::get).reduce(SeenValues::and).orElseThrow();
  }

  private List<Finding> missingEvents(Map<@Nullable String, SeenValues> events)
      throws SQLException {
    Map<String, Nearest> missing = new LinkedHashMap<>();
    events.forEach((name, seen) -> {
      if (name != null && seen.objects() == 0) {
        missing.put(name, new Nearest(name));
      }
    });
    var any = new long[1];
    if (!missing.isEmpty()) {
      sample.eventNames((name, rows) -> {
        any[0] += rows;
        missing.values().forEach(nearest -> nearest.add(name, rows));
      });
    }
    // That there are no events at all is said of the table.
    return any[0] == 0
        ? List.of()
        : missing.entrySet().stream()
            .map(each -> MissingName.event(each.getKey(), each.getValue()))
            .toList();
  }

  private List<Finding> eventsWithoutProfiles(Map<@Nullable String, SeenValues> events)
      throws SQLException {
    var findings = new ArrayList<Finding>();
    for (var each : events.entrySet()) {
      var name = each.getKey();
      var seen = each.getValue();
      if (name != null && seen.objects() > 0 && sample.isOfUsersWithoutProfile(name)) {
        findings.add(
            Finding.warning(
                "users",
                AskedValues.whose(List.of(name), seen).none() + " is of a user with a profile",
                "only users with a profile are reached: see that events and profiles have the same"
                    + " user ids, and that all profiles are there"));
      }
    }
    return findings;
  }

  private List<Finding> attributes(Map<String, Set<AskedValue>> asked) throws SQLException {
    var seen = sample.profiles(new TreeSet<>(asked.keySet()));
    return seen.objects() == 0
        ? List.of()
        : new AskedValues(AskedValues.whoseProfiles(seen), seen).findings(asked);
  }
}
