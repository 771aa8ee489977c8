-- Whether a run was planned to rehearse another moment: "again" of real runs does not ask for it.
alter table muster_run add column rehearsal boolean default false not null;
