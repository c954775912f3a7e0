-- What a person does about a stored advice: requeue it, or give it up.

-- SKIPPED: given up by a person. Nothing leads out of it; a scheme that accepts it all the same is
-- noted (response_code, delivered_at) and moves nothing.
ALTER TABLE store_and_forward DROP CONSTRAINT store_and_forward_state_check;
ALTER TABLE store_and_forward ADD CONSTRAINT store_and_forward_state_check
  CHECK (state IN ('QUEUED','DELIVERED','PARKED','SKIPPED'));

-- What people did to the data, who and why. Written in the unit of work that does it.
CREATE TABLE administration_log (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL,
  who           text NOT NULL CHECK (btrim(who) <> ''),
  what          text NOT NULL,             -- ADVICE_REQUEUED, ADVICE_SKIPPED
  subject       text NOT NULL,             -- what it was done to; for an advice its id
  reason        text NOT NULL CHECK (btrim(reason) <> ''),
  state_before  text NOT NULL,
  state_after   text NOT NULL
);
CREATE INDEX administration_log_subject ON administration_log (subject, what);
CREATE TRIGGER administration_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON administration_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
