-- What became of members whom no gate had kept: appended with each chunk of delivery, in its
-- transaction, and never updated. It is the checkpoint: whom no row tells of is still to be done.
-- A row tells of a stretch: of the members from one position to another who were due at that moment,
-- deferred to it by that execution, and kept by no gate. No two rows tell of the same member; when
-- rejections are taken back, so that those users can be sent to again, their rows are deleted.
create table muster_outcome (
    run_id         bigint      not null references muster_run on delete cascade,
    due_at         timestamp with time zone not null,
    -- the execution that put them off until then; 0 for none
    deferred_in    int         not null,
    first_position bigint      not null,
    last_position  bigint      not null,
    -- how many members it tells of
    users          bigint      not null,
    verdict        varchar     not null,
    decided_at     timestamp with time zone not null,
    -- the one that wrote it
    execution      int         not null,
    -- why they were rejected, or invalid
    code           varchar,
    primary key (run_id, due_at, deferred_in, last_position)
);

insert into muster_outcome (run_id, due_at, deferred_in, first_position, last_position, users, verdict,
    decided_at, execution, code)
select run_id, due_at, 0, min(position), max(position), count(*), min(verdict), min(at),
       min(execution), min(code)
from (
    select told.*, sum(begins) over (partition by run_id, due_at order by position) as stretch
    from (
        select here.*,
               case when verdict is not distinct from lag(verdict) over due
                     and at is not distinct from lag(at) over due
                     and execution is not distinct from lag(execution) over due
                     and code is not distinct from lag(code) over due
                    then 0 else 1 end as begins
        from (
            select c.run_id, c.position, c.due_at, c.verdict, c.at, c.code,
                   coalesce(c.execution, r.executions) as execution
            from (
                -- Each member with its rejection, if there is one.
                select run_id, position, max(due_at) as due_at, max(verdict) as verdict,
                       max(at) as at, max(execution) as execution, max(code) as code
                from (
                    select run_id, position, due_at, verdict, coalesce(decided_at, due_at) as at,
                           cast(null as int) as execution, cast(null as varchar) as code
                    from muster_member
                    where verdict in ('waiting', 'pending', 'aborted', 'invalid', 'rejected',
                            'accepted')
                       or (verdict in ('suppressed', 'discarded', 'expired')
                           and decided_at is not null)
                    union all
                    select run_id, position, null, null, null, execution, code
                    from muster_rejection
                ) members_and_rejections
                group by run_id, position
            ) c
            join muster_run r on r.id = c.run_id
            where c.verdict is not null
        ) here
        window due as (partition by run_id, due_at order by position)
    ) told
) stretches
where verdict not in ('waiting', 'pending')
group by run_id, due_at, stretch;

-- Where gates have drawn a line through the members of a run, instead of writing to each of them.
create table muster_limit (
    run_id       bigint primary key references muster_run on delete cascade,
    -- the last whom the cap lets through, in its order
    last_rank    varbinary,
    last_user_id varchar,
    -- who is due later waits; null before the gates are closed, and where nobody ever waits
    due_until    timestamp with time zone
);

insert into muster_limit (run_id, due_until)
select run_id, min(due_at) - interval '0.000001' second
from muster_member
where verdict = 'waiting'
group by run_id;

-- From now on, a member's verdict is the one that a gate has put down for it, 'pending' where none
-- has; and nothing else is written of it than that its window closed before its turn had come.
update muster_member set verdict = 'pending', decided_at = null
where verdict in ('aborted', 'invalid', 'rejected', 'accepted')
   or (verdict in ('suppressed', 'discarded', 'expired') and decided_at is not null);
update muster_member set verdict = 'pending' where verdict = 'waiting';
-- The execution that put the member off until due_at, 0 for none, and when it did so.
alter table muster_member add column deferred_in int default 0 not null;
alter table muster_member alter column decided_at rename to deferred_at;

-- Members with the verdict of the gate that kept them; null for those who came through.
create view muster_gated_member as
select m.run_id, m.position, m.user_id, m.recipient, m.anonymous, m.due_at, m.deferred_in,
       m.deferred_at, m.cap_rank, m.constant, m.timezone, m.expires_at, m.missed, m.unknown_zone,
       m.possibly_reached, l.due_until,
       case when m.verdict <> 'pending' then m.verdict
            when (m.cap_rank, m.user_id) > (l.last_rank, l.last_user_id) then 'capped'
            when l.due_until is not null then m.missed
       end as kept
from muster_member m
left join muster_limit l on l.run_id = m.run_id;

-- Members with what became of them. From the order, H2 sees that it need only read one entry of the
-- index. There is no table in between: from a view of a subquery of a view, H2 answers with what it
-- found before, though the tables have changed since.
create view muster_fate as
select g.run_id, g.position, g.user_id, g.recipient, g.anonymous, g.due_at, g.deferred_in, g.cap_rank,
       g.constant, g.timezone, g.expires_at, g.missed, g.unknown_zone, g.possibly_reached,
       coalesce(g.kept, case when g.kept is null then (
           select case when p.first_position <= g.position then p.verdict end
           from muster_outcome p
           where p.run_id = g.run_id and p.due_at = g.due_at and p.deferred_in = g.deferred_in
             and p.last_position >= g.position
           order by p.run_id, p.due_at, p.deferred_in, p.last_position
           fetch first row only
       ) end, case when g.due_at > g.due_until then 'waiting' else 'pending' end) as verdict,
       coalesce(case when g.kept is null then (
           select case when p.first_position <= g.position then p.decided_at end
           from muster_outcome p
           where p.run_id = g.run_id and p.due_at = g.due_at and p.deferred_in = g.deferred_in
             and p.last_position >= g.position
           order by p.run_id, p.due_at, p.deferred_in, p.last_position
           fetch first row only
       ) end, g.deferred_at) as decided_at,
       case when g.kept is null then (
           select case when p.first_position <= g.position then p.code end
           from muster_outcome p
           where p.run_id = g.run_id and p.due_at = g.due_at and p.deferred_in = g.deferred_in
             and p.last_position >= g.position
           order by p.run_id, p.due_at, p.deferred_in, p.last_position
           fetch first row only
       ) end as code
from muster_gated_member g;
