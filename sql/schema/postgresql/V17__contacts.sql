-- The ledger of contacts: whom the runs of a campaign have reached, and when. It is written when an
-- execution ends; 'again' asks it, however many runs there were, and only of runs that are worked
-- on at the moment their members. Of pruned runs it is all that is left of users.
create table muster_contact (
    campaign   text collate "C" not null,
    user_id    text collate "C" not null,
    -- when the user was due
    due_at     timestamptz      not null,
    run_id     bigint           not null,
    -- whether the run was one
    rehearsal  boolean          not null,
    -- when the user was accepted, or was so at the earliest
    reached_at timestamptz      not null,
    -- 'accepted', or 'possibly': the run was abandoned, and its worker had died over this user
    how        text             not null
);

insert into muster_contact (campaign, user_id, due_at, run_id, rehearsal, reached_at, how)
select r.campaign, m.user_id, m.due_at, r.id, r.rehearsal,
       min(coalesce(m.decided_at, r.doubt_since, m.due_at)),
       min(case when m.verdict = 'accepted' then 'accepted' else 'possibly' end)
from muster_run r
join muster_member m on m.run_id = r.id
where r.status <> 'running' and (m.verdict = 'accepted' or m.possibly_reached)
group by r.campaign, m.user_id, m.due_at, r.id, r.rehearsal
order by r.campaign, m.user_id, m.due_at, r.id;

alter table muster_contact add primary key (campaign, user_id, due_at, run_id);
create index muster_contact_run on muster_contact (run_id);

-- Those who were kept for 'again' until now.
delete from muster_member where run_id in (select id from muster_run where pruned_at is not null);
