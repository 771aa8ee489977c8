package dev.muster.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What probes ask, in one word. */
@Controller
final class HealthAnswers {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Site site;

  /** What was asked of the database last: while it hangs, nobody asks it again. */
  private final AtomicReference<@Nullable CompletableFuture<Boolean>> asked =
      new AtomicReference<>();

  HealthAnswers(Site site) {
    this.site = site;
  }

  @GetMapping("/health/live")
  ResponseEntity<String> live() {
    return answer(HttpStatus.OK, "live");
  }

  @GetMapping("/health/ready")
  ResponseEntity<String> ready() {
    boolean ready =
        asked().completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    return ready
        ? answer(HttpStatus.OK, "ready")
        : answer(HttpStatus.SERVICE_UNAVAILABLE, "unready");
  }

  private CompletableFuture<Boolean> asked() {
    var asking =
        asked.updateAndGet(before ->
            before == null || before.isDone()
                ? CompletableFuture.supplyAsync(
                    () -> site.application().isReady(), Thread::startVirtualThread)
                : before);
    // Its own end is not that of those who do not wait for it any more.
    return asking == null ? CompletableFuture.completedFuture(false) : asking.copy();
  }

  private static ResponseEntity<String> answer(HttpStatus status, String word) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(word + "\n");
  }
}
