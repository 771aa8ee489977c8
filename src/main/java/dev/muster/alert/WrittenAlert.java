package dev.muster.alert;

import dev.muster.store.Alert;
import dev.muster.store.AlertRow;
import dev.muster.store.AlertSubject;

/** An alert that this launch has written down. */
record WrittenAlert(AlertRow row, Alert alert) {

  AlertSubject subject() {
    return alert.subject();
  }

  String key() {
    return alert.key();
  }

  /** Whether there is a channel for it. */
  boolean isForSomebody() {
    return alert.mail().isOpen() || alert.webhook().isOpen();
  }
}
