package dev.muster.store;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does by hand.
 *
 * @param who their name
 * @param role what they may do
 * @param via by which way
 * @param command on the command line its name, on the web page the address's last word
 * @param campaign whose, or null where it is about no single one
 * @param run which, or null where it is about none that is known before
 * @param reason in their words, or null
 */
public record Intervention(
    String who,
    Role role,
    Via via,
    String command,
    @Nullable CampaignId campaign,
    @Nullable RunId run,
    @Nullable String reason) {
  public Intervention {
    if (who.isBlank() || command.isBlank()) {
      throw new IllegalArgumentException("somebody does something");
    }
  }

  /** What people may do. */
  public enum Role {
    /** Looks. */
    VIEWER,
    /** Looks and acts; so may who has the command line. */
    OPERATOR;

    /** As tables and answers have it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By which way it is done. */
  public enum Via {
    WEB,
    CLI;

    /** As tables and answers have it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
