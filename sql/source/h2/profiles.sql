create table profiles (
    user_id      varchar primary key,
    anonymous_id varchar,
    timezone     varchar,
    opted_out    boolean                  not null default false,
    attributes   json                     not null default json '{}',
    updated_at   timestamp with time zone not null default current_timestamp
);
