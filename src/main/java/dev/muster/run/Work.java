package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.store.Run;

/** What an execution works on: a run, and the campaign as it was when the run was planned. */
record Work(Run run, Campaign campaign) {}
