package dev.muster.alert;

import dev.muster.campaign.RunId;
import dev.muster.store.Alert;
import dev.muster.store.AlertRow;

/** An alert that this launch has written down. */
record WrittenAlert(AlertRow row, Alert alert) {

  RunId run() {
    return alert.run();
  }

  String key() {
    return alert.key();
  }

  /** Whether there is a channel for it. */
  boolean isForSomebody() {
    return alert.mail().isOpen() || alert.webhook().isOpen();
  }
}
