package dev.muster.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a fault script: on which requests, what happens.
 *
 * @param times how often it happens at most, 0 for as often as it applies
 */
public record Fault(Trigger trigger, Effect effect, int times) {
  public Fault {
    if (times < 0) {
      throw new IllegalArgumentException("times is 0 (no limit) or more, found: " + times);
    }
  }

  /** A fault that happens as often as it applies. */
  public Fault(Trigger trigger, Effect effect) {
    this(trigger, effect, 0);
  }

  /** The requests that a fault is for. */
  public sealed interface Trigger {}

  /** The nth requests since the script was set; the first is 1. */
  public record OnRequests(List<Integer> numbers) implements Trigger {
    public OnRequests {
      numbers = List.copyOf(numbers);
    }

    /** The requests of these numbers. */
    public static OnRequests of(Integer... numbers) {
      return new OnRequests(Arrays.asList(numbers));
    }
  }

  /** Each request with this probability, 0 to 1. */
  public record WithProbability(double probability) implements Trigger {
    public WithProbability {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("a probability is 0 to 1, found: " + probability);
      }
    }
  }

  /** Requests whose body, decompressed, contains the text. */
  public record Containing(String text) implements Trigger {
    public Containing {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("containing wants a text, found an empty one");
      }
    }

    boolean matches(byte[] body) {
      var wanted = text.getBytes(StandardCharsets.UTF_8);
      for (var at = 0; at <= body.length - wanted.length; at++) {
        if (Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Requests with this {@code Content-Encoding}; {@code identity} when there is none. */
  public record WithEncoding(String encoding) implements Trigger {}

  /** What happens instead of a plain answer. */
  public sealed interface Effect {

    /** What it is counted by, such as {@code status 503}. */
    default String word() {
      return switch (this) {
        case Status answer -> "status " + answer.status();
        case AcceptThenClose _ -> "accept-then-close";
        case CloseBeforeAccept _ -> "close-before-accept";
        case Slow _ -> "slow";
        case Truncated _ -> "truncated";
        case Html _ -> "html";
        case Endless _ -> "endless";
      };
    }
  }

  /**
   * An answer without a look at the request; with a status of 2xx the messages are stored.
   *
   * @param headers names and texts of one line, in ASCII
   * @param body the answer's body, or null for a short JSON object; 204 and 304 have none
   */
  public record Status(int status, Map<String, String> headers, @Nullable String body)
      implements Effect {
    public Status {
      AnswerRules.mustBeStatus(status);
      headers.forEach(AnswerRules::mustBeHeader);
      headers = Map.copyOf(headers);
    }

    /** An answer without special headers. */
    public Status(int status) {
      this(status, Map.of(), null);
    }
  }

  /** The messages are stored, the connection ends without an answer. */
  public record AcceptThenClose() implements Effect {}

  /** Nothing is stored, the connection ends without an answer. */
  public record CloseBeforeAccept() implements Effect {}

  /** The messages are stored, the answer comes after the delay. */
  public record Slow(Duration delay) implements Effect {
    public Slow {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("a delay is not negative, found: " + delay);
      }
    }
  }

  /** An answer that is cut in its body; with a status of 2xx the messages are stored. */
  public record Truncated(int status) implements Effect {
    public Truncated {
      AnswerRules.mustBeStatusWithBody(status);
    }
  }

  /** An answer with a page of HTML; with a status of 2xx the messages are stored. */
  public record Html(int status) implements Effect {
    public Html {
      AnswerRules.mustBeStatusWithBody(status);
    }
  }

  /** An answer whose body never ends; with a status of 2xx the messages are stored. */
  public record Endless(int status) implements Effect {
    public Endless {
      AnswerRules.mustBeStatusWithBody(status);
    }
  }
}
