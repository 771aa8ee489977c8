create sequence if not exists events_arrivals;

create table events (
    id          varchar,
    user_id     varchar                  not null,
    name        varchar                  not null,
    occurred_at timestamp with time zone not null,
    properties  json                     not null default json '{}',
    arrival     bigint                            default next value for events_arrivals
);

-- A repeated import of an event with an id does nothing (null ids do not collide).
create unique index events_id on events (id);
-- What every condition on events asks for: these names, in this stretch of time.
create index events_name_time on events (name, occurred_at, user_id);
-- What a live campaign asks for: what has arrived, and what its users did.
create index events_arrival on events (arrival);
create index events_user on events (user_id, name, occurred_at);
