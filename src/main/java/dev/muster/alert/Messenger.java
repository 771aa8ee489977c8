package dev.muster.alert;

import dev.muster.store.AlertChannel;
import dev.muster.store.OpenAlert;
import java.util.Optional;

/** Takes alerts to somebody. */
public interface Messenger {

  /** On which way. */
  AlertChannel channel();

  /**
   * Tries once to send an alert, for a bounded time. Whoever gets it twice can tell so by its key.
   *
   * @throws Unsent when it has not arrived, as far as is known
   * @throws InterruptedException while it waits
   */
  void send(OpenAlert alert) throws Unsent, InterruptedException;

  /**
   * Whether somebody answers; nothing is sent.
   *
   * @return what is wrong, or nothing
   * @throws InterruptedException while it waits
   */
  Optional<String> greet() throws InterruptedException;
}
