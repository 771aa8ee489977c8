package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.app.SystemClocks;
import dev.muster.app.Validation;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.When;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.message.TemplateLanguage;
import dev.muster.report.JsonWriter;
import dev.muster.schedule.PlannedTime;
import dev.muster.schedule.PlannedTimes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster schedule}: the coming runs of campaigns, from their files alone. */
@Command(
    name = "schedule",
    description =
        "Lists the coming runs of campaigns, in the campaign's time zone and in yours. Needs no"
            + " database.",
    mixinStandardHelpOptions = true)
final class ScheduleCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm xxx", Locale.ROOT);

  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many times of each campaign (default: ${DEFAULT-VALUE}).")
  private int count;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Campaign files, or folders of them.")
  private List<Path> paths;

  /** A campaign's coming times; none for one that is run at its launch, or live. */
  private record Coming(Path file, Campaign campaign, ZoneId zone, List<Instant> times) {}

  @Override
  public Integer call() {
    if (count < 1) {
      throw Complaint.needsRemedy("--count: expected 1 or more, found " + count);
    }
    var accountZone = muster.settings(Map.of()).account().timezone();
    var reader = new CampaignReader(new TemplateLanguage(accountZone));
    var now = SystemClocks.real().program().instant();
    var coming = new ArrayList<Coming>();
    var faults = new ArrayList<Fault>();
    for (var validation : Validation.of(paths, reader)) {
      validation.faults().forEach(faults::add);
      if (validation.reading() instanceof Reading.Valid valid) {
        coming.add(coming(validation.path(), valid.campaign(), accountZone, now));
      }
    }
    print(coming, faults);
    return faults.isEmpty() ? ExitCode.DONE.code() : ExitCode.WRONG.code();
  }

  private Coming coming(Path file, Campaign campaign, ZoneId accountZone, Instant now) {
    var planned = PlannedTimes.of(campaign.when(), accountZone);
    return new Coming(
        file,
        campaign,
        planned.zone(),
        planned.notBefore(now).limit(count).map(PlannedTime::instant).toList());
  }

  private void print(List<Coming> coming, List<Fault> faults) {
    var out = spec.commandLine().getOut();
    if (output.json()) {
      faults.forEach(spec.commandLine().getErr()::println);
      out.println(
          JsonWriter.document(
              Map.of("campaigns", coming.stream().map(ScheduleCommand::tree).toList())));
    } else {
      faults.forEach(out::println);
      coming.forEach(each -> print(each, out));
    }
    out.flush();
  }

  private static Map<String, Object> tree(Coming coming) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("campaign", coming.campaign().id().value());
    tree.put("path", coming.file().toString());
    tree.put("status", status(coming.campaign()));
    tree.put("timezone", coming.zone().getId());
    tree.put("planned_at", coming.times().stream().map(Instant::toString).toList());
    return tree;
  }

  private static void print(Coming coming, PrintWriter out) {
    var campaign = coming.campaign();
    var none = none(campaign.when().planning(), coming.times().isEmpty());
    out.printf(
        "%s (%s, %s)%s%n",
        campaign.id(),
        status(campaign),
        coming.zone(),
        none == null
            ? campaign.when().userTimezone() == null ? "" : ": in each user's own zone, from"
            : ": " + none);
    var here = ZoneId.systemDefault();
    for (var time : coming.times()) {
      var there = TIME.format(time.atZone(coming.zone()));
      out.printf(
          "  %s%s  %s%n",
          there,
          here.equals(coming.zone()) ? "" : "  " + TIME.format(time.atZone(here)),
          new RunId(campaign.id(), time));
    }
  }

  private static String status(Campaign campaign) {
    return campaign.status().name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String none(When.Planning planning, boolean over) {
    return switch (planning) {
      case When.AtLaunch _ -> "is run when it is launched";
      case When.Live _ ->
          "is live: it has no planned times, every launch takes up what has triggered it";
      case When.AtTimes _, When.Repeat _ -> over ? "no more runs" : null;
    };
  }
}
