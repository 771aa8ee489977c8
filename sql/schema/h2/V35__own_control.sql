-- A run's triggers of the control group are tested in its own executions: nobody asks for those of a campaign.
drop index muster_live_control_due;
alter table muster_live_control drop column campaign;
alter table muster_live_control drop column rehearsal;

-- What is still untested when a run ends stays compared.
delete from muster_live_control where run_id in (select id from muster_run where status in ('completed', 'abandoned'));

-- How many of the runs with a goal were removed.
alter table muster_live_goal add column gone bigint not null default 0;
