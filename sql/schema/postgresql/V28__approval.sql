-- Who has approved what of a campaign, the latest last: how many qualified then, and the SHA-256 of all texts
-- that a run of it would freeze. It is kept for good: it is the proof of what was agreed to.
create table muster_approval (
    id          bigint generated always as identity primary key,
    campaign    text        not null,
    definition  text        not null,
    qualified   bigint      not null,
    approved_by text        not null,
    approved_at timestamptz not null
);
create index muster_approval_campaign on muster_approval (campaign, id);

-- what the guard approval went by; null of the others, and where no approval held
alter table muster_guard add approval_id bigint references muster_approval;
