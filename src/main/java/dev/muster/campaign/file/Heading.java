package dev.muster.campaign.file;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people call a campaign, and who answers for it: of a file that is wrong elsewhere, or that
 * another version of Muster has read, too.
 *
 * @param name one line; the campaign's id where nobody knows it
 * @param owner an address, or null where nobody knows it
 */
public record Heading(String name, @Nullable String owner) {

  /** That of a campaign. */
  public static Heading of(Campaign campaign) {
    return new Heading(campaign.name(), campaign.owner());
  }

  /** As much as a campaign's file has. */
  public static Heading of(CampaignId campaign, CampaignFiles files) {
    return new Heading(
        text(files, "name").filter(CampaignGrammar::isName).orElse(campaign.value()),
        text(files, "owner").filter(CampaignGrammar::isAddress).orElse(null));
  }

  /** Whether a campaign's file has a key at its top, whatever stands there. */
  public static boolean has(String key, CampaignFiles files) {
    return value(files, key).isPresent();
  }

  private static Optional<String> text(CampaignFiles files, String key) {
    return value(files, key)
        .flatMap(value ->
            value instanceof Yaml.Text found ? Optional.of(found.value()) : Optional.empty());
  }

  private static Optional<Yaml> value(CampaignFiles files, String key) {
    try {
      var text = new String(files.read(files.name()), StandardCharsets.UTF_8);
      return entries(YamlParser.parse(text))
          .filter(entry -> entry.key().equals(key))
          .map(Yaml.Entry::value)
          .findFirst();
    } catch (Unreadable | IOException e) {
      return Optional.empty();
    }
  }

  private static Stream<Yaml.Entry> entries(Yaml root) {
    return root instanceof Yaml.Mapping mapping ? mapping.entries().stream() : Stream.empty();
  }
}
