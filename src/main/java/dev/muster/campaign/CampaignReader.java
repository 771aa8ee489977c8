package dev.muster.campaign;

import java.io.IOException;
import java.nio.file.Path;

/** Reads campaign files: a campaign, or everything that is wrong with its files, at once. */
public final class CampaignReader {
  private final TemplateCheck templates;

  /**
   * A reader.
   *
   * @param templates asked about every text under {@code what.properties}
   */
  public CampaignReader(TemplateCheck templates) {
    this.templates = templates;
  }

  /**
   * Reads a campaign file, its saved segments and queries, and looks through its lists. Never
   * throws for what stands in a file, or for a file that is not there.
   */
  public Reading read(CampaignFiles files) {
    var faults = new Faults(files.name());
    var named = new NamedFiles(files);
    var fileName = String.valueOf(Path.of(files.name()).getFileName());
    try {
      var tree = YamlParser.parse(named.text(fileName));
      var root = Spot.root(faults, files.name(), tree);
      var grammar =
          new CampaignGrammar(new ConditionGrammar(named, new SavedSegments(named)), templates);
      var campaign = grammar.campaign(root, stem(fileName));
      if (campaign.isPresent() && faults.all().isEmpty()) {
        return new Reading.Valid(campaign.get(), named.texts(), named.lists(), faults.warnings());
      }
    } catch (Unreadable e) {
      faults.add(files.name(), e.at(), "", e.reason());
    } catch (IOException e) {
      faults.add(files.name(), Position.START, "", "expected a file, but " + e.getMessage());
    }
    return new Reading.Invalid(faults.all());
  }

  private static String stem(String fileName) {
    return fileName.replaceFirst("\\.ya?ml$", "");
  }
}
