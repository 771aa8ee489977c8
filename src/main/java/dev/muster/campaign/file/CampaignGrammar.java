package dev.muster.campaign.file;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole campaign file. */
final class CampaignGrammar {
  private static final List<String> KNOWN =
      List.of("campaign", "name", "owner", "status", "who", "what", "when", "goal");

  /** Mail's headers and logs are made of lines. */
  private static final Pattern BREAKS_A_LINE = Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]");

  /** Local part, domain; what else mail allows in quotes or brackets nobody has as an address. */
  private static final Pattern ADDRESS =
      Pattern.compile("[^@<>;,\\p{Cc}\\p{IsWhite_Space}]+@[^@<>;,\\p{Cc}\\p{IsWhite_Space}]+");

  private final WhoGrammar whos;
  private final WhatGrammar whats;

  CampaignGrammar(ConditionGrammar conditions, TemplateCheck templates) {
    this.whos = new WhoGrammar(conditions);
    this.whats = new WhatGrammar(templates);
  }

  /**
   * The campaign, which is one only if no fault was noted; nothing when it lacks what it cannot be
   * without.
   *
   * @param stem the file's name without its ending
   */
  Optional<Campaign> campaign(Spot root, String stem) {
    WellFormed.check(root);
    var fields = root.fields("a map of keys such as campaign: winback", KNOWN);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    var file = fields.get();
    var id = file.need("campaign", "the campaign's id").flatMap(spot -> id(spot, stem));
    var name = file.need("name", "what people call it").flatMap(CampaignGrammar::name);
    var owner = file.need("owner", "who is alerted").flatMap(CampaignGrammar::owner);
    var status = file.find("status").flatMap(spot -> spot.oneOf(Campaign.Status.class));
    var salt = id.map(CampaignId::value).orElse("?");
    var who = file.need("who", "who gets it").flatMap(spot -> whos.who(spot, salt));
    var live = file.find("who").flatMap(spot -> spot.peek("live")).isPresent();
    var what = file.need("what", "what they get").flatMap(spot -> whats.what(spot, live));
    var when = file.find("when").flatMap(spot -> WhenGrammar.when(spot, file.find("who")));
    var goal = file.find("goal").flatMap(GoalGrammar::goal);
    if (id.isEmpty() || name.isEmpty() || owner.isEmpty() || who.isEmpty() || what.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Campaign(
            id.get(),
            name.get(),
            owner.get(),
            status.orElse(Campaign.Status.DRAFT),
            who.get(),
            what.get(),
            when.orElseGet(() -> WhenGrammar.unsaid(who.get())),
            goal.orElse(null)));
  }

  private static Optional<CampaignId> id(Spot spot, String stem) {
    var text = spot.text("the campaign's id");
    if (text.isPresent() && !CampaignId.isValid(text.get())) {
      spot.expected(
          "an id of a-z, 0-9 and -, at most 60 of them, the first no -",
          "; the file is named like it");
      return Optional.empty();
    }
    if (text.isPresent() && !text.get().equals(stem)) {
      spot.expected(Found.quoted(stem) + ", the file's name without its ending");
    }
    return text.map(CampaignId::new);
  }

  private static Optional<String> name(Spot spot) {
    var text = spot.text("a name");
    if (text.isPresent() && !isName(text.get())) {
      spot.expected("a name without line breaks and control characters", "; write it on one line");
    }
    return text;
  }

  /** Whether it stands on one line. */
  static boolean isName(String text) {
    return !BREAKS_A_LINE.matcher(text).find();
  }

  /** Whether it is one e-mail address. */
  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  private static Optional<String> owner(Spot spot) {
    var text = spot.text("an e-mail address");
    if (text.isPresent() && !isAddress(text.get())) {
      spot.expected(
          "one e-mail address such as growth@example.com",
          "; write the address alone, on one line; several people share one of a list");
    }
    return text;
  }
}
