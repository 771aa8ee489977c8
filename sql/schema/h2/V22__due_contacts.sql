-- Whether a run has reached anybody who was due since a moment: 'again' asks it of a campaign's runs
-- before it looks every member up in the ledger.
drop index if exists muster_contact_run;
create index if not exists muster_contact_due on muster_contact (run_id, due_at);
