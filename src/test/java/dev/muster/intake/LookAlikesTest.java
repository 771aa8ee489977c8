package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookAlikesTest {

  @ParameterizedTest
  @CsvSource({
    "optedOut, opted_out",
    "opted out, opted_out",
    "opt_out, opted_out",
    "isOptedOut, opted_out",
    "HasOptedOutOfEmail, opted_out",
    "has_opted_out_of_fax, opted_out",
    "hs_email_optout, opted_out",
    "hs_email_optout_12345, opted_out",
    "Email Opt Out, opted_out",
    "emailOptOut, opted_out",
    "unsubscribed, opted_out",
    "is_unsubscribed, opted_out",
    "Unsubscribed from all email, opted_out",
    "DoNotEmail, opted_out",
    "do_not_mail, opted_out",
    "do-not-contact, opted_out",
    "noEmail, opted_out",
    "no_email, opted_out",
    "suppressed, opted_out",
    "TimeZoneSidKey, timezone",
    "Time Zone, timezone",
    "timezone_name, timezone",
    "$timezone, timezone",
    "user_timezone, timezone",
    "zone, timezone",
    "Zone, timezone",
    "zoneinfo, timezone",
    "tz, timezone",
    "anonymousId, anonymous_id",
  })
  void areNamesThatMayHaveBeenMeantForAColumn(String name, String column) {
    assertThat(LookAlikes.column(name)).isEqualTo(column);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opted_out",
        "timezone",
        "anonymous_id",
        "shipping_zone",
        "time",
        "timezone_offset",
        "unsubscribe_url",
        "unsubscribe_link",
        "unsubscribed_at",
        "unsubscribedAt",
        "opt_out_reason",
        "opted_out_on",
        "opt_out_date",
        "optOutCount",
        "adopt_outcome",
        "subscribed",
        "opted_in",
        "email",
        "no_email_bounces",
        "donations",
        "zones",
        ""
      })
  void areNoOtherNames(String name) {
    assertThat(LookAlikes.column(name)).isNull();
  }
}
