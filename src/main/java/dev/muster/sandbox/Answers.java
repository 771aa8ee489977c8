package dev.muster.sandbox;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a batch is answered when a fault of the script may come between. */
public final class Answers {
  private static final String HTML =
      "<!DOCTYPE html><html><head><title>Something went wrong</title></head>"
          + "<body><h1>Something went wrong</h1></body></html>";
  private final Edge edge;

  Answers(Edge edge) {
    this.edge = edge;
  }

  Outcome to(BatchRequest request, Fault.@Nullable Effect fault, Faults faults) {
    return switch (fault) {
      case null -> edge.judge(request, faults);
      case Fault.Slow _ -> edge.judge(request, faults);
      case Fault.CloseBeforeAccept _ -> Outcome.refused(Reply.closed());
      case Fault.AcceptThenClose _ ->
          new Outcome(Reply.closed(), edge.judge(request, faults).stored());
      case Fault.Status answer ->
          forced(
              new Reply(answer.status(), answer.headers(), body(answer), Reply.Ending.WHOLE),
              request,
              faults);
      case Fault.Truncated answer ->
          forced(plain(answer.status()).with(Reply.Ending.TRUNCATED), request, faults);
      case Fault.Endless answer ->
          forced(plain(answer.status()).with(Reply.Ending.ENDLESS), request, faults);
      case Fault.Html answer ->
          forced(
              new Reply(
                  answer.status(), Map.of("Content-Type", "text/html"), HTML, Reply.Ending.WHOLE),
              request,
              faults);
    };
  }

  /** A scripted answer; with 2xx, it stands for the acceptance that the request would have got. */
  private Outcome forced(Reply reply, BatchRequest request, Faults faults) {
    if (reply.status() / 100 != 2) {
      return Outcome.refused(reply);
    }
    var judged = edge.judge(request, faults);
    return judged.reply().status() == 200 ? new Outcome(reply, judged.stored()) : judged;
  }

  private static Reply plain(int status) {
    return status / 100 == 2
        ? Reply.json(status, Reply.object().put("success", true))
        : Reply.refused(status, "scripted");
  }

  private static String body(Fault.Status answer) {
    return Objects.requireNonNullElse(answer.body(), plain(answer.status()).body());
  }
}
