select user_id from events -- :not_this
where occurred_at > :as_of::timestamptz - :days * interval '1 :day' having count(*) > :least
