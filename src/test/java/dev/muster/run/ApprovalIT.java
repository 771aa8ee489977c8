package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.gate.Verdict;
import dev.muster.look.Estimate;
import dev.muster.report.RunReport;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs of an account where somebody has to approve them. */
class ApprovalIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));

  private static final String OFFER =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when: { at: launch }
      """;

  private static final String LIMITED =
      """
      who: { audience: { everyone: true }, cap: { abort_above: 120 } }
      what: { track: Offer }
      when: { at: launch }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void areRefusedFarFromWhatWasApprovedUntilItIsApprovedAnew(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).approved().profiles(150)) {
      var campaign = pad.campaign("all", OFFER);
      pad.approve(campaign, MONDAY, "Ann");
      assertThat(pad.run(pad.launch(campaign, MONDAY)).status()).isEqualTo(RunStatus.COMPLETED);
      pad.sandbox().reset();

      pad.profiles(300);
      for (var launch = 0; launch < 2; launch++) {
        var refused = pad.launch(campaign, TUESDAY, launch == 0 ? null : "so be it");
        assertThat(pad.run(refused).status()).isEqualTo(RunStatus.REFUSED);
        assertThat(pad.run(refused).reason())
            .isEqualTo(
                "300 users qualify, and muster.account.approval allows 51 to 249"
                    + " (150 approved by Ann)");
      }
      assertThat(pad.storedUsers()).isEmpty();

      var approved = pad.approve(campaign, TUESDAY, "Bob");
      assertThat(approved.estimate().refusal()).isNull();
      assertThat(approved.inWords())
          .isEqualTo(
              "approved: all as its files are now; how many users may qualify: 201 to 399 (300"
                  + " approved by Bob)");
      var passed = pad.launch(campaign, TUESDAY);
      assertThat(pad.run(passed).status()).as(passed.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.users(passed, Verdict.ACCEPTED)).isEqualTo(300);
      assertThat(pad.storedUsers()).hasSize(300).doesNotHaveDuplicates();
      assertThat(guards(pad, passed))
          .containsExactly("approval allows 201 to 399 (300 approved by Bob): true");
    }
  }

  /** A run that was planned before is judged by what it was planned with. */
  @ParameterizedTest
  @EnumSource
  void areRefusedWhereAnotherDefinitionWasApproved(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).approved().profiles(3)) {
      var campaign = pad.campaign("all", OFFER);
      pad.approve(campaign, MONDAY, "Ann");
      pad.campaign("all", OFFER.replace("Offer", "Offers"));

      var refused = pad.launch(campaign, MONDAY);
      assertThat(pad.run(refused).status()).isEqualTo(RunStatus.REFUSED);
      assertThat(pad.run(refused).reason())
          .isEqualTo(
              "3 users qualify, and muster.account.approval allows none, as no approval holds for"
                  + " what the campaign says");

      pad.approve(pad.campaign("all", OFFER), MONDAY, "Ann");
      assertThat(pad.run(pad.launch(campaign, MONDAY)).status()).isEqualTo(RunStatus.REFUSED);
      assertThat(pad.storedUsers()).isEmpty();

      pad.approve(pad.campaign("all", OFFER.replace("Offer", "Offers")), MONDAY, "Bob");
      assertThat(pad.run(pad.launch(campaign, MONDAY)).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).hasSize(3);
    }
  }

  /** Whoever approves what a limit refuses has to say why as well, or the other way round. */
  @ParameterizedTest
  @EnumSource
  void areLetPassByAnApprovalAndAnOverrideTogether(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).approved().profiles(10)) {
      var campaign = pad.campaign("all", LIMITED);
      pad.approve(campaign, MONDAY, "Ann");
      pad.profiles(150);

      assertThat(pad.run(pad.launch(campaign, MONDAY)).reason())
          .isEqualTo("150 users qualify, and who.cap.abort_above allows 120");
      assertThat(pad.run(pad.launch(campaign, MONDAY, "so be it")).reason())
          .startsWith("150 users qualify, and muster.account.approval allows 0 to 109");
      pad.approve(campaign, MONDAY, "Bob");

      var passed = pad.launch(campaign, MONDAY);

      assertThat(pad.run(passed).status()).as(passed.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(passed).overrideReason()).isEqualTo("so be it");
      assertThat(pad.storedUsers()).hasSize(150);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areSeenInAnEstimateAndLeaveNothingBehindIt(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).approved().profiles(3)) {
      var campaign = pad.campaign("all", OFFER);
      var subject = pad.subject(campaign, MONDAY, MONDAY);

      var before = pad.dryRun().of(subject, Estimate::of).orElseThrow();
      pad.approve(campaign, MONDAY, "Ann");
      var after = pad.dryRun().of(subject, Estimate::of).orElseThrow();

      assertThat(before.refusal()).contains("no approval holds");
      assertThat(before.messages()).isEqualTo(3);
      assertThat(after.refusal()).isNull();
      assertThat(pad.store().runs().list(null)).isEmpty();
    }
  }

  private static List<String> guards(LaunchPad pad, RunEnd end) {
    return RunReport.of(pad.store(), end).guards().answers().stream()
        .map(answer ->
            "%s allows %s: %s"
                .formatted(answer.guard().key(), answer.allowedInWords(), answer.holds()))
        .toList();
  }
}
