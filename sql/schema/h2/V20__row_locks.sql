-- A run is locked by a row of which a session keeps a version uncommitted: it goes with the session,
-- however that ends. The holder stands in that version alone. Leases remain as its signs of life.
create table muster_lock (
    run     varchar primary key,
    holder  varchar
);
delete from muster_lease;
alter table muster_lease drop column holder;
