package dev.muster.check;

import dev.muster.segmentapi.Endpoint;
import dev.muster.segmentapi.KeyState;
import dev.muster.segmentapi.WriteKey;
import java.util.List;

/**
 * Whether the write key names a source, in the region that messages go to. Messages with a wrong
 * key are refused or answered 200 and lost, those for the wrong region answered 200 and lost.
 */
public record KeyCheck(Endpoint endpoint, WriteKey key) {
  private static final String KEY = "write key";
  private static final String REGION = "region";

  /** Key and region, a line each. */
  public List<Finding> findings(KeyState state) {
    return List.of(key(state), region(state));
  }

  private Finding key(KeyState state) {
    return switch (state) {
      case KeyState.Unknown(var host) ->
          Finding.failed(
              KEY,
              "names no source: %s knows no settings of it (404); messages with it would be refused, or answered 200 and lost"
                  .formatted(host),
              "set SEGMENT_WRITE_KEY to the write key of your Segment source");
      case KeyState.SomebodyElse(var host) ->
          Finding.failed(
              KEY,
              "not known whether it names a source: a page of HTML came from " + host,
              "see which proxy or portal answers instead of it");
      case KeyState.Known _ when endpoint.isSegments() && !key.hasUsualLength() ->
          Finding.warning(
              KEY, "names a source, but is not 32 characters long", "check SEGMENT_WRITE_KEY");
      case KeyState.Known _ -> Finding.ok(KEY, "names a source");
      case KeyState.Untold(var why) ->
          // What stands for Segment on this machine takes keys of any length.
          key.hasUsualLength() || endpoint.isLoopback()
              ? Finding.warning(KEY, "not known whether it names a source: " + why, null)
              : Finding.warning(
                  KEY,
                  "not 32 characters long, as Segment's are, and not known whether it names a"
                      + " source: "
                      + why,
                  "check SEGMENT_WRITE_KEY");
    };
  }

  private Finding region(KeyState state) {
    if (!(state instanceof KeyState.Known(var host)) || host == null) {
      return Finding.warning(
          REGION, "not known whether the source is at " + endpoint.batch().getHost(), null);
    }
    if (endpoint.isAt(host)) {
      return Finding.ok(REGION, "the source is at " + endpoint.batch().getHost());
    }
    var found =
        "the source is at %s, messages would go to %s".formatted(host, endpoint.batch().getHost());
    // A host of one's own may lead to either region.
    return endpoint.isSegments() && Endpoint.isSegmentsHost(host)
        ? Finding.failed(
            REGION, found + " and be lost", "set SEGMENT_API to the source's region: us or eu")
        : Finding.warning(REGION, found, "see that this is the same region");
  }
}
