-- What the guards said of the number of qualified users when a run's gates closed, or the run was refused: the
-- runs before it, which they may go by, change.
create table muster_guard (
    run_id    bigint not null references muster_run on delete cascade,
    guard     text   not null,
    -- the numbers that it let pass, ends included; null where there is no end
    least     bigint,
    most      bigint,
    -- what change_at_most went by: the median of so many earlier runs, null of none
    median    numeric(20, 1),
    runs      int,
    qualified bigint not null,
    primary key (run_id, guard)
);
