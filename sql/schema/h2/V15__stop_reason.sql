-- Why an operator asked the worker of a run to end: what a run that was stopped says of itself.
alter table muster_run add column stop_reason varchar;
