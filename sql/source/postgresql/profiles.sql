create table profiles (
    user_id      text collate "C" primary key,
    anonymous_id text,
    timezone     text,
    opted_out    boolean     not null default false,
    attributes   jsonb       not null default '{}',
    updated_at   timestamptz not null default now()
);
