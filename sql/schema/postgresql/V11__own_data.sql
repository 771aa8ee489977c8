-- JSON that is jsonb. Of a shop's json column, jsonb cannot hold everything (half a surrogate pair,
-- U+0000, numbers without an end): such a value counts as absent.
create or replace function muster_jsonb(value jsonb) returns jsonb
    language sql immutable parallel safe as 'select value';

do $do$
begin
    if current_setting('server_version_num')::int >= 160000 then
        create or replace function muster_jsonb(value json) returns jsonb
            language sql stable parallel safe as
            'select case when pg_input_is_valid(value::text, ''jsonb'') then value::jsonb end';
    else
        create or replace function muster_jsonb(value json) returns jsonb
            language plpgsql immutable as $$
        begin
            return value::jsonb;
        exception when data_exception or program_limit_exceeded then
            return null;
        end $$;
    end if;
end $do$;

-- How many rows of profiles had no user id when the audience was found; null before that.
alter table muster_run add column rows_without_id bigint;
