-- What a run came to: written down whenever an execution of it ends, so that lists of runs need not
-- count its members, and what is left of a run that was pruned. Of one that is worked on, it is what
-- it was at the last end.
create table muster_result (
    run_id           bigint primary key references muster_run on delete cascade,
    -- after how many executions; a run that has more has not been counted since
    executions       integer not null,
    -- accepted ones
    messages         bigint not null,
    requests         bigint not null,
    retries          bigint not null,
    bytes            bigint not null,
    bytes_sent       bigint not null,
    first_sent_at    timestamptz,
    last_accepted_at timestamptz,
    took_us          bigint not null,
    paced_us         bigint not null,
    paused_us        bigint not null,
    -- how many users may have been sent to without anyone knowing; null where nobody has counted
    in_doubt         bigint
);

-- Where its users had ended by then; that of rejections by code is muster_rejection_sum.
create table muster_result_users (
    run_id  bigint not null references muster_run on delete cascade,
    verdict text   not null,
    users   bigint not null,
    primary key (run_id, verdict)
);

insert into muster_result_users (run_id, verdict, users)
select m.run_id, m.verdict, count(*)
from muster_member m
join muster_run r on r.id = m.run_id
where r.status <> 'running' and r.pruned_at is null
group by m.run_id, m.verdict;

-- Of pruned runs, the gates had been counted at the end of all.
insert into muster_result_users (run_id, verdict, users)
select g.run_id, g.verdict, g.users
from muster_gate g
join muster_run r on r.id = g.run_id
where r.pruned_at is not null;

insert into muster_rejection_sum (run_id, code, users)
select j.run_id, j.code, count(distinct j.position)
from muster_rejection j
join muster_run r on r.id = j.run_id
where r.status <> 'running' and r.pruned_at is null
group by j.run_id, j.code;

-- In doubt are those who stand first in each of a run's partitions: see Members.pendingNext.
insert into muster_result (run_id, executions, messages, requests, retries, bytes, bytes_sent, first_sent_at,
    last_accepted_at, took_us, paced_us, paused_us, in_doubt)
select r.id, r.executions, coalesce(q.messages, 0), coalesce(q.requests, 0), coalesce(q.retries, 0),
       coalesce(q.bytes, 0), coalesce(q.bytes_sent, 0), q.first_sent_at, q.last_accepted_at,
       coalesce(q.took_us, 0), coalesce(q.paced_us, 0), coalesce(q.paused_us, 0),
       case when r.doubt_since is not null and r.chunk_size is not null
            then coalesce(doubt.users, 0) end
from muster_run r
left join (
    select run_id, sum(accepted) as messages, sum(attempts) as requests, sum(retries) as retries,
           sum(bytes) as bytes, sum(bytes_sent) as bytes_sent, min(first_sent_at) as first_sent_at,
           max(last_accepted_at) as last_accepted_at, sum(took_us) as took_us,
           sum(paced_us) as paced_us, sum(paused_us) as paused_us
    from muster_request
    group by run_id
) q on q.run_id = r.id
left join (
    select run_id, sum(least(pending, chunk_size)) as users
    from (
        select run_id, chunk_size, stretch, count(*) as pending
        from (
            select m.run_id, r.chunk_size,
                   (m.position * r.partitions + whole.members - 1) / whole.members as stretch
            from muster_member m
            join muster_run r on r.id = m.run_id
            join (
                select run_id, count(*) as members from muster_member group by run_id
            ) whole on whole.run_id = m.run_id
            where r.doubt_since is not null
              and (m.verdict = 'pending'
                   or (m.verdict = 'waiting' and m.decided_at is not null))
        ) untold
        group by run_id, chunk_size, stretch
    ) stretches
    group by run_id
) doubt on doubt.run_id = r.id
where r.status not in ('running', 'missed');

-- Where the sum of a pruned run's requests was until now.
delete from muster_request where execution = 0;
