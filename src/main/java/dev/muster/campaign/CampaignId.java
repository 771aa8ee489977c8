package dev.muster.campaign;

import java.util.regex.Pattern;

/** A campaign's name in files, tables and message ids: {@code [a-z0-9][a-z0-9-]{0,59}}. */
public record CampaignId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

  public CampaignId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a campaign's id is " + FORM + ", found: " + value);
    }
  }

  /** Whether the text has the form of a campaign's id. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
