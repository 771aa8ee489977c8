-- The source tables. Where a shop has tables or views of these names, they are taken as they are.

create table if not exists profiles (
    user_id      text collate "C" primary key,
    anonymous_id text,
    timezone     text,
    opted_out    boolean     not null default false,
    attributes   jsonb       not null default '{}',
    updated_at   timestamptz not null default now()
);

create table if not exists events (
    id          text,
    user_id     text collate "C" not null,
    name        text             not null,
    occurred_at timestamptz      not null,
    properties  jsonb            not null default '{}'
);

do $$
begin
    if (select relkind from pg_class where oid = 'events'::regclass) in ('r', 'p') then
        -- A repeated import of an event with an id does nothing.
        create unique index if not exists events_id on events (id) where id is not null;
        -- What every condition on events asks for: these names, in this stretch of time.
        create index if not exists events_name_time on events (name, occurred_at) include (user_id);
    end if;
end $$;
