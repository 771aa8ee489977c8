-- Pages list the latest runs of all campaigns and of each; those of live campaigns, of which there are far more, are
-- told of by days.
create index muster_run_listed on muster_run (live, planned_at desc, campaign);
create index muster_run_of_campaign on muster_run (live, campaign, planned_at desc);
create index muster_run_ended on muster_run (live, ended_at);
create index muster_run_succeeded on muster_run (live, status, campaign, ended_at);
