package dev.muster.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A campaign to everyone, once a day since the 1st of December 2026. */
final class DailyCampaign {
  private DailyCampaign() {}

  /**
   * Its file, {@code daily.yaml}.
   *
   * @param at when, in UTC
   */
  static Path in(Path folder, String at) throws IOException {
    return Files.writeString(
        folder.resolve("daily.yaml"),
        """
        campaign: daily
        name: Every day
        owner: growth@example.com
        status: published
        who: { audience: { everyone: true } }
        what: { track: Offer }
        when: { from: 2026-12-01, repeat: { every: day, at: "%s" } }
        """
            .formatted(at));
  }
}
