-- What operators ask of a run, and what nobody can know of it.
alter table muster_run
    -- whether its worker is to end at the next checkpoint
    add column stop_requested boolean not null default false,
    -- how many users lie between two checkpoints of a partition, in the latest execution
    add column chunk_size int,
    -- since when some members may have been sent to although they are pending; null for none
    add column doubt_since timestamptz;
