-- The source tables. Where a shop has tables or views of these names, they are taken as they are.

create table if not exists profiles (
    user_id      varchar primary key,
    anonymous_id varchar,
    timezone     varchar,
    opted_out    boolean                  not null default false,
    attributes   json                     not null default json '{}',
    updated_at   timestamp with time zone not null default current_timestamp
);

create table if not exists events (
    id          varchar,
    user_id     varchar                  not null,
    name        varchar                  not null,
    occurred_at timestamp with time zone not null,
    properties  json                     not null default json '{}'
);

-- A repeated import of an event with an id does nothing (null ids do not collide).
create unique index if not exists events_id on events (id);
-- What every condition on events asks for: these names, in this stretch of time.
create index if not exists events_name_time on events (name, occurred_at, user_id);
