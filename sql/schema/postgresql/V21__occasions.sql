-- What a member is sent to for, where that is not the run itself: an event that triggered, by its id or
-- fingerprint, and the moment at which it did. A run may have a user, and a recipient, once for each.
alter table muster_member
    add column trigger_event   text collate "C",
    add column trigger_instant timestamptz;

-- Members with the verdict of the gate that kept them; null for those who came through.
create or replace view muster_gated_member as
select m.run_id, m.position, m.user_id, m.recipient, m.anonymous, m.due_at, m.deferred_in,
       m.deferred_at, m.cap_rank, m.constant, m.timezone, m.expires_at, m.missed, m.unknown_zone,
       m.possibly_reached, l.due_until,
       case when m.verdict <> 'pending' then m.verdict
            when (m.cap_rank, m.user_id) > (l.last_rank, l.last_user_id) then 'capped'
            when l.due_until is not null then m.missed
       end as kept,
       m.trigger_event
from muster_member m
left join muster_limit l on l.run_id = m.run_id;

-- Members with what became of them.
create or replace view muster_fate as
select g.run_id, g.position, g.user_id, g.recipient, g.anonymous, g.due_at, g.deferred_in, g.cap_rank,
       g.constant, g.timezone, g.expires_at, g.missed, g.unknown_zone, g.possibly_reached,
       coalesce(g.kept, o.verdict, case when g.due_at > g.due_until then 'waiting' else 'pending' end)
           as verdict,
       coalesce(o.decided_at, g.deferred_at) as decided_at, o.code, g.trigger_event
from muster_gated_member g
-- Each by itself: of a join, PostgreSQL may compare all with all.
left join lateral (
    select p.*
    from muster_outcome p
    where g.kept is null and p.run_id = g.run_id and p.due_at = g.due_at
      and p.deferred_in = g.deferred_in and p.last_position >= g.position
    order by p.run_id, p.due_at, p.deferred_in, p.last_position
    fetch first row only
) o on o.first_position <= g.position;
