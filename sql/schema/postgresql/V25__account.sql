-- The one row that a run holds while it closes its gates, where the account has a frequency cap: of
-- several runs, each then sees the places that the others have taken.
create table muster_account (
    id int primary key
);
insert into muster_account (id) values (1);
