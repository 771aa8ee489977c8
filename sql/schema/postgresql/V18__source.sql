-- Where profiles and events lie, if in another database than Muster's own, without a login; null
-- when they lie beside these tables.
alter table muster_run add column source text;
