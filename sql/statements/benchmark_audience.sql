-- What someone would write by hand for: bought at least three times for more than 500 in the last 30
-- days, did not uninstall the app in the last 60 days, plan is pro. The benchmark compares with it.
with buyers as (
    select user_id
    from events
    where name = 'Charged'
      and occurred_at >= ? and occurred_at < ?
      and (properties ->> 'amount')::numeric > 500
    group by user_id
    having count(*) >= 3
),

leavers as (
    select distinct user_id
    from events
    where name = 'App Uninstalled'
      and occurred_at >= ? and occurred_at < ?
)

select p.user_id
from profiles p
join buyers b on b.user_id = p.user_id
left join leavers l on l.user_id = p.user_id
where not p.opted_out
  and p.attributes ->> 'plan' = 'pro'
  and l.user_id is null
