package dev.muster.launch;

import dev.muster.campaign.RunId;

/** Tells owners of campaigns what was written down, before anybody else is told. */
public interface OwnersTold {

  /** What this launch has written down since. */
  void ofWhatIsNew();

  /** That, and what earlier launches have left of a run that is about to be reported. */
  void of(RunId run);
}
