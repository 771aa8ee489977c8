-- What each execution of a run was: who worked, how long, and how it ended. A worker that dies writes no end; whoever
-- comes next does. It outlives Spring Batch's own record, which says nothing of a crash, and pruning.
create table muster_execution (
    run_id     bigint not null references muster_run on delete cascade,
    -- from 1
    execution  int    not null,
    -- its host and process; null of earlier versions
    worker     varchar,
    started_at timestamp with time zone not null,
    -- of one that crashed its last checkpoint, or its beginning; null while nobody has written an end
    ended_at   timestamp with time zone,
    -- completed, waiting, stopped, failed, refused, crashed; null while nobody has written an end
    ended      varchar,
    reason     varchar,
    -- the sums over its requests; null while nobody has written an end
    requests   bigint,
    retries    bigint,
    messages   bigint,
    primary key (run_id, execution)
);

-- Those of earlier versions, as far as Spring Batch remembers them.
insert into muster_execution (run_id, execution, started_at, ended_at, ended, reason, requests, retries, messages)
select known.run_id, known.execution, known.started_at,
       case when known.ended = 'crashed' then coalesce(sent.last_at, known.started_at)
            when known.ended is not null then known.ended_at
       end,
       known.ended,
       case when known.is_latest then known.reason end,
       case when known.ended is not null then coalesce(sent.requests, 0) end,
       case when known.ended is not null then coalesce(sent.retries, 0) end,
       case when known.ended is not null then coalesce(sent.messages, 0) end
from (
    select numbered.*,
           numbered.execution = numbered.executions as is_latest,
           case when numbered.batch_end is null
                    or (numbered.execution = numbered.executions and numbered.run_status = 'running') then null
                when numbered.said like '%its worker died%' then 'crashed'
                when numbered.execution = numbered.executions
                    and numbered.run_status in ('completed', 'waiting', 'stopped', 'failed', 'refused')
                    then numbered.run_status
                when numbered.said like '%reopened%' then 'completed'
                when numbered.batch_status = 'FAILED' then 'failed'
                when exists (
                    select 1 from muster_batch_step_execution step
                    where step.job_execution_id = numbered.job_execution_id and step.exit_code = 'WAITING')
                    then 'waiting'
                when exists (
                    select 1 from muster_batch_step_execution step
                    where step.job_execution_id = numbered.job_execution_id and step.exit_code = 'REFUSED')
                    then 'refused'
                else 'stopped'
           end as ended,
           cast(numbered.batch_end as timestamp with time zone) as ended_at
    from (
        select run.id as run_id, run.executions, run.status as run_status, run.reason, job.job_execution_id,
               cast(row_number() over (partition by run.id order by job.job_execution_id) as int) as execution,
               cast(coalesce(job.start_time, job.create_time) as timestamp with time zone) as started_at,
               job.end_time as batch_end, job.status as batch_status, job.exit_message as said
        from muster_run run
        join (
            select job_execution_id, substring(parameter_value from 1 for position('@' in parameter_value) - 1) as campaign,
                   cast(substring(parameter_value from position('@' in parameter_value) + 1) as timestamp with time zone) as planned_at
            from muster_batch_job_execution_params
            where case when parameter_name = 'run' then position('@' in parameter_value) else 0 end > 1
        ) parameter on parameter.campaign = run.campaign and parameter.planned_at = run.planned_at
        join muster_batch_job_execution job on job.job_execution_id = parameter.job_execution_id
        where run.pruned_at is null
    ) numbered
    where numbered.execution <= numbered.executions
) known
left join (
    select run_id, execution, max(last_accepted_at) as last_at, sum(attempts) as requests, sum(retries) as retries,
           sum(accepted) as messages
    from muster_request group by run_id, execution
) sent on sent.run_id = known.run_id and sent.execution = known.execution;
