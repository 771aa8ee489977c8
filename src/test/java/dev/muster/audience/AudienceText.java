package dev.muster.audience;

import dev.muster.campaign.Condition;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A campaign file with an audience, in memory. */
record AudienceText(Map<String, String> files) implements CampaignFiles {

  /** The audience that is written so in YAML. */
  static Condition audience(String yaml) {
    return audience(yaml, Map.of());
  }

  /**
   * The audience that is written so in YAML.
   *
   * @param beside other files, by their path relative to the campaign file
   */
  static Condition audience(String yaml, Map<String, String> beside) {
    var files = new HashMap<>(beside);
    files.put(
        "test.yaml",
        """
        campaign: test
        name: Test
        owner: owner@example.com
        who:
          audience:
        %s
        what:
          track: Test
        """
            .formatted(yaml.indent(4).stripTrailing()));
    return read(new AudienceText(files));
  }

  /** The audience of a campaign file. */
  static Condition read(CampaignFiles files) {
    return switch (new CampaignReader((template, live) -> Optional.empty()).read(files)) {
      case Reading.Valid valid ->
          valid.campaign().who().selection() instanceof Who.PastBehaviour(var audience)
              ? audience
              : new Condition.None(java.util.List.of());
      case Reading.Invalid(var faults) -> throw new AssertionError("" + faults);
    };
  }

  @Override
  public String name() {
    return "jobs/test.yaml";
  }

  @Override
  public byte[] read(String path) throws IOException {
    var text = files.get(path);
    if (text == null) {
      throw new FileNotFoundException("there is no file " + path);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean has(String path) {
    return files.containsKey(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return new ByteArrayInputStream(read(path));
  }
}
