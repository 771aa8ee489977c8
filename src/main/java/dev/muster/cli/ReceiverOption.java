package dev.muster.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Another receiver than the one that is set. */
final class ReceiverOption {
  private static final String NAME = "--segment-api";

  @Option(
      names = NAME,
      paramLabel = "us|eu|sandbox|URL",
      description = "The receiver, instead of the setting SEGMENT_API.")
  private @Nullable String segmentApi;

  /** What the option sets, by the setting's full name. */
  Map<String, Object> overrides() {
    return segmentApi == null ? Map.of() : Map.of("muster.segment.api", segmentApi);
  }

  /** The option as it was given, with a blank before it; or nothing. */
  String written() {
    return segmentApi == null ? "" : " " + NAME + " " + segmentApi;
  }
}
