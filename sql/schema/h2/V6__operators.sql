-- What operators ask of a run, and what nobody can know of it.
-- Whether its worker is to end at the next checkpoint.
alter table muster_run add column stop_requested boolean default false not null;
-- How many users lie between two checkpoints of a partition, in the latest execution.
alter table muster_run add column chunk_size int;
-- Since when some members may have been sent to although they are pending; null for none.
alter table muster_run add column doubt_since timestamp with time zone;
