-- What an audience asks of JSON and H2's SQL cannot say. Each answers the same for the same input.

create alias if not exists muster_holds deterministic for 'dev.muster.audience.H2Functions.holds';
create alias if not exists muster_text_holds deterministic for 'dev.muster.audience.H2Functions.textHolds';
create alias if not exists muster_number deterministic for 'dev.muster.audience.H2Functions.number';
create alias if not exists muster_scalar deterministic for 'dev.muster.audience.H2Functions.scalar';
create alias if not exists muster_id deterministic for 'dev.muster.audience.H2Functions.id';
create alias if not exists muster_times deterministic for 'dev.muster.audience.H2Functions.times';
create alias if not exists muster_first_after deterministic for 'dev.muster.audience.H2Functions.firstAfter';
