package dev.muster.campaign.file;

import dev.muster.campaign.Campaign;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Campaign files in memory. */
record CampaignText(String name, Map<String, byte[]> byPath) implements CampaignFiles {

  /** A file {@code jobs/test.yaml} with the text. */
  static CampaignText campaign(String text) {
    return new CampaignText("jobs/test.yaml", new HashMap<>()).with("test.yaml", text);
  }

  /**
   * A right campaign with these lines as its {@code who.audience}, which they are indented under.
   */
  static CampaignText audience(String condition) {
    return campaign(
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
            .formatted(condition.indent(4).stripTrailing()));
  }

  /** A right campaign with these lines as its {@code when}. */
  static CampaignText when(String when) {
    return campaign(
        """
        campaign: test
        name: Test
        owner: owner@example.com
        who:
          audience: { everyone: true }
        what:
          track: Test
        when:
        %s
        """
            .formatted(when.indent(2).stripTrailing()));
  }

  /** A right campaign with these lines as its {@code who}. */
  static CampaignText who(String who) {
    return campaign(
        """
        campaign: test
        name: Test
        owner: owner@example.com
        who:
        %s
        what:
          track: Test
        """
            .formatted(who.indent(2).stripTrailing()));
  }

  /** A right campaign with these lines as its {@code what}. */
  static CampaignText what(String what) {
    return campaign(
        """
        campaign: test
        name: Test
        owner: owner@example.com
        who:
          audience: { everyone: true }
        what:
        %s
        """
            .formatted(what.indent(2).stripTrailing()));
  }

  CampaignText with(String path, String text) {
    byPath.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** What a reader makes of them; a template is wrong when it contains {@code {% wrong %}}. */
  Reading read() {
    return new CampaignReader((template, live) ->
        template.contains("{% wrong %}")
            ? Optional.of("expected a tag, found wrong")
            : Optional.empty())
        .read(this);
  }

  /** The campaign that they are. */
  Campaign valid() {
    return switch (read()) {
      case Reading.Valid valid -> valid.campaign();
      case Reading.Invalid(var faults) -> throw new AssertionError("" + faults);
    };
  }

  /** What is wrong with them. */
  List<Fault> faults() {
    return switch (read()) {
      case Reading.Valid valid -> List.of();
      case Reading.Invalid(var faults) -> faults;
    };
  }

  @Override
  public byte[] read(String path) throws IOException {
    var bytes = byPath.get(path);
    if (bytes == null) {
      throw new FileNotFoundException("there is no file " + path);
    }
    return bytes;
  }

  @Override
  public boolean has(String path) {
    return byPath.containsKey(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return new ByteArrayInputStream(read(path));
  }
}
