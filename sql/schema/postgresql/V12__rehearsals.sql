-- Whether a run was planned to rehearse another moment: "again" of real runs does not ask for it.
alter table muster_run add column rehearsal boolean default false not null;

-- A rehearsed clock says nothing of what real launches have met.
alter table muster_campaign add column rehearsal boolean default false not null;
alter table muster_campaign drop constraint muster_campaign_pkey;
alter table muster_campaign add primary key (campaign, rehearsal);
