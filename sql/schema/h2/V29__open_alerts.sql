-- Every launch asks which alerts are still to be sent: a few of all that ever were.
create index muster_alert_channel_open on muster_alert_channel (state, alert_id);
