package dev.muster.sandbox;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A script at work: which fault the next request meets. */
final class Faults {
  private final FaultScript script;
  private final TokenBucket requests;
  private final TokenBucket events;
  private final Random random;
  private final int[] happened;
  private int number;

  Faults(FaultScript script, long nanos) {
    this.script = script;
    this.requests = new TokenBucket(script.rate().requestsPerSecond(), nanos);
    this.events = new TokenBucket(script.rate().eventsPerSecond(), nanos);
    this.random = new Random(script.seed());
    this.happened = new int[script.faults().size()];
  }

  RateLimit.Form form() {
    return script.rate().form();
  }

  Workspace workspace() {
    return script.workspace();
  }

  /** Nanoseconds by which a request with so many messages comes too early, 0 when it does not. */
  long tooEarlyBy(int count, long nanos) {
    long wait = requests.take(1, nanos);
    return wait > 0 ? wait : events.take(count, nanos);
  }

  /** What happens to the next request, null when nothing special does. */
  synchronized Fault.@Nullable Effect next(byte[] body, String encoding) {
    number++;
    Fault.Effect effect = null;
    for (var i = 0; i < happened.length; i++) {
      var fault = script.faults().get(i);
      // Every probability is drawn for every request, so that one fault does not shift another's.
      var applies = applies(fault.trigger(), body, encoding);
      if (effect == null && applies && (fault.times() == 0 || happened[i] < fault.times())) {
        happened[i]++;
        effect = fault.effect();
      }
    }
    return effect;
  }

  private boolean applies(Fault.Trigger trigger, byte[] body, String encoding) {
    return switch (trigger) {
      case Fault.OnRequests on -> on.numbers().contains(number);
      case Fault.WithProbability with -> random.nextDouble() < with.probability();
      case Fault.Containing containing -> containing.matches(body);
      case Fault.WithEncoding with -> with.encoding().equals(encoding);
    };
  }
}
