package dev.muster.web;

import dev.muster.campaign.RunId;
import dev.muster.store.Run;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The run that an address names. */
record RunFinder(Site site) {

  /** It, or the page for what is not there. */
  Run find(String written) {
    try {
      return site.application()
          .store()
          .runs()
          .find(RunId.parse(written))
          .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }
}
