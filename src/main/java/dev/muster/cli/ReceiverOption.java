package dev.muster.cli;

import dev.muster.app.ReceiverOverride;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Another receiver than the one that is set. */
final class ReceiverOption {
  @Option(
      names = ReceiverOverride.OPTION,
      paramLabel = "us|eu|sandbox|URL",
      description = "The receiver, instead of the setting SEGMENT_API.")
  private @Nullable String segmentApi;

  /** What the option sets, by the setting's full name. */
  Map<String, Object> overrides() {
    return ReceiverOverride.of(segmentApi);
  }

  /** The option as it was given, with a blank before it; or nothing. */
  String written() {
    return ReceiverOverride.written(overrides());
  }
}
