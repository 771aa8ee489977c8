package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs that no launch began in time, found out at one moment.
 *
 * @param campaign theirs
 * @param file the campaign's, as the launch was given it
 * @param accountZone the account's
 * @param now by the program's clock
 * @param approved whether they may be begun as far as approval is concerned
 * @param reasons why each was missed, in one line, in order of their planned times
 */
public record Missing(
    Campaign campaign,
    String file,
    ZoneId accountZone,
    Instant now,
    boolean approved,
    Map<RunId, String> reasons) {
  public Missing {
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
  }
}
