-- Every launch asks which alerts are still to be sent: a few of all that ever were.
create index muster_alert_channel_open on muster_alert_channel (alert_id) where state in ('due', 'failed');
