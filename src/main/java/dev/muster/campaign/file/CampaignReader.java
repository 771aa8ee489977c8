package dev.muster.campaign.file;

import dev.muster.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Path;

/** Reads campaign files: a campaign, or everything that is wrong with its files, at once. */
public final class CampaignReader {
  private final TemplateCheck templates;

  /**
   * A reader.
   *
   * @param templates asked about every text under {@code what.properties}, and about the campaign
   */
  public CampaignReader(TemplateCheck templates) {
    this.templates = templates;
  }

  /**
   * Reads a campaign file, its saved segments and queries, and looks through its lists. Never
   * throws for what stands in a file, or for a file that is not there.
   */
  public Reading read(CampaignFiles files) {
    var faults = new FoundFaults(files.name());
    var named = new NamedFiles(files);
    var file = Path.of(files.name());
    var fileName = String.valueOf(file.getFileName());
    try {
      var text = named.text(fileName);
      refuseName(faults, file, files);
      var tree = YamlParser.parse(text);
      var root = Spot.root(faults, files.name(), tree);
      var grammar =
          new CampaignGrammar(new ConditionGrammar(named, new SavedSegments(named)), templates);
      var campaign = grammar.campaign(root, YamlName.stem(file));
      if (campaign.isPresent() && faults.all().isEmpty()) {
        refuseForEverybody(campaign.get(), root);
      }
      if (campaign.isPresent() && faults.all().isEmpty()) {
        return new Reading.Valid(campaign.get(), named.texts(), named.lists(), faults.warnings());
      }
    } catch (Unreadable e) {
      faults.add(files.name(), e.at(), "", e.reason());
    } catch (IOException e) {
      faults.add(files.name(), Location.START, "", NamedFiles.reason("a file", e));
    }
    return new Reading.Invalid(faults.all());
  }

  private void refuseForEverybody(Campaign campaign, Spot root) {
    var what = root.peek("what").orElse(root);
    var sent = what.peek("properties").orElse(what);
    templates.faultForEverybody(campaign).ifPresent(sent::faultAtKey);
  }

  /** A run finds its frozen files again by the campaign's id. */
  private static void refuseName(FoundFaults faults, Path file, CampaignFiles files) {
    if (!YamlName.isComplete(file.toString())) {
      faults.add(
          files.name(),
          Location.START,
          "",
          "expected a file whose name ends in .yaml or .yml, found another; rename it");
    }
    var ofTheId = YamlName.paths(YamlName.stem(file)).filter(files::has).toList();
    if (ofTheId.size() > 1) {
      var paths = ofTheId.stream().map(path -> file.resolveSibling(path).toString()).toList();
      faults.add(files.name(), Location.START, "campaign", YamlName.severalOf(paths));
    }
  }
}
