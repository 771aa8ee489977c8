-- Pages list the latest runs of all campaigns and of each; those of live campaigns, of which there are far more, are
-- told of by days.
create index muster_run_listed on muster_run (planned_at desc, campaign) where not live;
create index muster_run_of_campaign on muster_run (campaign, planned_at desc) where not live;
create index muster_run_ended on muster_run (ended_at) where not live;
create index muster_run_succeeded on muster_run (campaign, ended_at) where not live and status = 'completed';
