-- How many rows of profiles had no user id when the audience was found; null before that.
alter table muster_run add column rows_without_id bigint;
