-- Users who bought more often in the last :days days than in the :days days before,
-- by :by purchases or more.
--
-- A campaign names the file and binds the parameters:
--   sql: ../sql/segments/rising_buyers.sql
--   parameters: { days: 45, by: 2 }
-- :as_of, the run's as-of instant, is always there. Runs on PostgreSQL and H2.
with
    latest as (
        select cast(:as_of as timestamp with time zone) - cast(:days as integer) * interval '1' day
            as since
    ),
    purchases as (
        select events.user_id, case when events.occurred_at >= latest.since then 1 else -1 end as change
        from events
        cross join latest
        where events.name = 'Charged'
          and events.occurred_at < :as_of
          and events.occurred_at >= latest.since - cast(:days as integer) * interval '1' day
    )
select user_id
from purchases
group by user_id
having sum(change) >= :by
