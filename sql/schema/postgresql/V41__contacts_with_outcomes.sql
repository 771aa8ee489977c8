-- Whether those whom an outcome tells of stand in the ledger of contacts: they are entered with it, in its transaction,
-- but for those of live campaigns, and of versions before, who are entered when an execution ends.
alter table muster_outcome add column in_ledger boolean default false not null;
