package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.launch.LaunchedFile;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import dev.muster.run.NextCommands;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs that were found to be missed, in words.
 *
 * @param receiver as {@link LaunchedText} has it
 */
record MissedText(LaunchedFile file, String receiver) {
  /** So many at most are told one by one. */
  static final int FEW = 3;

  List<Told> of(List<RunReport> runs) {
    if (runs.size() <= FEW) {
      return runs.stream()
          .map(report ->
              Told.of(
                  report,
                  "%s: missed: %s; '%s' makes up for it"
                      .formatted(report.run(), report.reason(), command(report.run()))))
          .toList();
    }
    var last = runs.getLast();
    var together =
        "%s: %s runs were missed, the first %s, the last %s: %s; 'muster runs --campaign %s' lists them, and '%s' makes up for the last"
            .formatted(
                file,
                Figures.count(runs.size()),
                runs.getFirst().run(),
                last.run(),
                last.reason(),
                last.run().campaign(),
                command(last.run()));
    return Stream.concat(Stream.of(Told.of(together)), runs.stream().map(Told::oneOfMany)).toList();
  }

  /** What begins a run although its time has passed. */
  String command(RunId run) {
    return new NextCommands(run, receiver).makesUp(file.toString());
  }
}
