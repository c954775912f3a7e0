-- The journal's chain: an edited, inserted or removed row is noticed.

-- The first half of an HMAC over all columns of the row. No column that is searched: a row's update
-- stays within its page. Rows that were there before have none until they change.
ALTER TABLE card_transaction ADD COLUMN seal bytea CHECK (length(seal) = 16);

-- A link for each month a unit of work changed: by how much the sum of what rows weigh (the second
-- halves, which are kept nowhere) changed, and a keyed hash over that and the link before.
-- Partitioned as the journal is: a month's links are detached with its rows.
CREATE TABLE journal_chain (
  month    date NOT NULL CHECK (extract(day FROM month) = 1),
  number   bigint NOT NULL CHECK (number > 0),
  life     bigint NOT NULL,             -- of the node; 0: not by a writer
  rows     bigint NOT NULL,             -- so many more
  node     integer NOT NULL,
  writer   integer NOT NULL,            -- 0: late answers, and what people do by hand
  weight   bytea NOT NULL CHECK (length(weight) = 16),
  hash     bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (month, node, writer, number)
) PARTITION BY RANGE (month);
CREATE TRIGGER journal_chain_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_chain
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How many rows there were when the chain began. They are weighed once, by the first process of ours
-- that opens the database.
CREATE TABLE journal_opening (
  only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  rows       bigint NOT NULL,
  opened_at  timestamptz
);
INSERT INTO journal_opening (rows, opened_at)
  SELECT count(*), CASE count(*) WHEN 0 THEN now() END FROM card_transaction;

CREATE OR REPLACE FUNCTION make_card_transaction_months(first_day date, last_day date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  month date := date_trunc('month', first_day)::date;
  partition_name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('make_card_transaction_months'));
  WHILE month <= last_day LOOP
    partition_name := 'card_transaction_' || to_char(month, 'YYYY_MM');
    IF to_regclass(partition_name) IS NULL THEN
      -- Made apart and then attached: attaching does not stop the writers.
      EXECUTE format(
        'CREATE TABLE %I (LIKE card_transaction INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES) '
        'WITH (fillfactor = 42, autovacuum_vacuum_scale_factor = 0.05, '
        'autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)',
        partition_name);
      EXECUTE format(
        'ALTER TABLE card_transaction ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition_name, month, (month + interval '1 month')::date);
    END IF;
    partition_name := 'journal_chain_' || to_char(month, 'YYYY_MM');
    IF to_regclass(partition_name) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE %I (LIKE journal_chain INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)',
        partition_name);
      EXECUTE format(
        'ALTER TABLE journal_chain ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition_name, month, (month + interval '1 month')::date);
    END IF;
    month := (month + interval '1 month')::date;
  END LOOP;
END $$;

-- The months that are there already.
DO $$
DECLARE
  of_month text;
BEGIN
  FOR of_month IN
    SELECT substring(inhrelid::regclass::text FROM '\d{4}_\d\d$') FROM pg_inherits WHERE inhparent = 'card_transaction'::regclass
  LOOP
    PERFORM make_card_transaction_months(to_date(of_month, 'YYYY_MM'), to_date(of_month, 'YYYY_MM'));
  END LOOP;
END $$;

-- ---------------------------------------------------------------------------------------------------
-- The administration's log: each entry with a keyed hash over itself and the hash of the one before.

ALTER TABLE administration_log ADD COLUMN hash bytea CHECK (length(hash) = 32);

-- ---------------------------------------------------------------------------------------------------
-- The ledger: a link for each unit of work that posts, about the sets since the link before.

CREATE TABLE ledger_chain (
  number    bigint PRIMARY KEY CHECK (number > 0),
  last_set  bigint NOT NULL,
  sets      bigint NOT NULL,
  entries   bigint NOT NULL,
  hash      bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE TRIGGER ledger_chain_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_chain
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One after the other, so that the sets of a link are those of one unit of work.
CREATE FUNCTION ledger_is_posted_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ledger_chain'));
  RETURN NULL;
END $$;
CREATE TRIGGER posting_set_in_turn BEFORE INSERT ON posting_set
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_posted_in_turn();
