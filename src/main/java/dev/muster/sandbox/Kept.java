package dev.muster.sandbox;

import dev.muster.sandbox.SandboxSettings.Keeps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests and messages that are remembered, from the first one on, until the memory that they
 * may fill is full: a sandbox that forgets is better than one that dies.
 */
final class Kept {
  // What an object of each kind takes beside its texts, roughly.
  private static final int REQUEST_BYTES = 300;
  private static final int EVENT_BYTES = 200;
  private final long room;
  private final List<SandboxRequest> requests = new ArrayList<>();
  private final List<KeptEvent> events = new ArrayList<>();
  private long used;

  /** One that may fill so many bytes, roughly. */
  Kept(long room) {
    this.room = room;
  }

  /** Half of the memory that the program may have, or nothing. */
  static Kept of(Keeps keeps) {
    return new Kept(
        switch (keeps) {
          case EVERYTHING -> Runtime.getRuntime().maxMemory() / 2;
          case COUNTS -> 0;
        });
  }

  /** Whether the next ones will be kept, as all before them were. */
  boolean hasRoom() {
    return used < room;
  }

  void add(SandboxRequest request) {
    if (hasRoom()) {
      used += REQUEST_BYTES + length(request.retryCount()) + length(request.sentAt());
      used += request.encoding().length();
      request.messageIds().forEach(id -> used += length(id) + Long.BYTES);
      requests.add(request);
    }
  }

  void add(KeptEvent event) {
    if (hasRoom()) {
      used += EVENT_BYTES + event.json().length;
      // Shared by the messages of a batch, which come one after the other.
      if (events.isEmpty() || !events.getLast().around().equals(event.around())) {
        used += length(event.around().context()) + length(event.around().integrations());
      }
      events.add(event);
    }
  }

  List<SandboxRequest> requests() {
    return List.copyOf(requests);
  }

  List<KeptEvent> events() {
    return List.copyOf(events);
  }

  void clear() {
    requests.clear();
    events.clear();
    used = 0;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
