package dev.muster.campaign.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The campaign file as a JSON Schema (2020-12), for editors. It says nearly all that {@link
 * CampaignReader} checks; what compares two values, or looks at other files, is the reader's alone.
 */
public final class CampaignSchema {
  private CampaignSchema() {}

  /** The schema's JSON text. */
  public static String text() {
    try (var schema = CampaignSchema.class.getResourceAsStream("campaign.schema.json")) {
      if (schema == null) {
        throw new IllegalStateException("the program lacks its campaign.schema.json");
      }
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
