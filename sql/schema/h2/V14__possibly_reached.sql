-- Who may have been sent to when the worker of a run died, and the run was then abandoned: for 'again',
-- they count as reached.
alter table muster_member add column possibly_reached boolean default false not null;
