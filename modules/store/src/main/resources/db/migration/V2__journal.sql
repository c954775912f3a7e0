-- The journal. One row a transaction; a state only moves forward, by conditional update.
-- Partitioned by the day the terminal's batch was opened: that day is fixed for the batch, so the
-- unique key of a request lies within one partition.

-- The switch's own business day: one row, moved by cut-over only. Journal writers read it FOR SHARE,
-- so a cut-over waits for the units of work under way and every later one sees the new day.
CREATE TABLE business_day (
  only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  open_date  date NOT NULL,
  opened_at  timestamptz NOT NULL DEFAULT now()
);

-- The lives of the nodes. A node that starts takes the next life; units of work of an earlier one,
-- which read this row FOR SHARE, then no longer find it and cannot commit.
CREATE TABLE switch_node (
  node             integer PRIMARY KEY,
  life             bigint NOT NULL,
  started_at       timestamptz NOT NULL DEFAULT now(),
  -- Everything the node received before this moment is decided: recovery need not look further back.
  undecided_since  timestamptz NOT NULL
);

-- Wide values first, so that little is lost to alignment: at thousands of rows a second it counts.
CREATE TABLE card_transaction (
  id                 bigint NOT NULL,
  amount_fen         bigint NOT NULL CHECK (amount_fen >= 0),
  refunded_fen       bigint NOT NULL DEFAULT 0 CHECK (refunded_fen BETWEEN 0 AND amount_fen),
  received_at        timestamptz NOT NULL,
  concluded_at       timestamptz,
  claimed_by         bigint,                -- the void that has claimed this purchase
  original_id        bigint,                -- the purchase a void or refund is about, and its key:
  original_opened_on date,
  original_batch     integer,
  original_trace     integer,
  batch_opened_on    date NOT NULL,
  business_date      date NOT NULL,
  batch              integer NOT NULL,
  trace              integer NOT NULL,
  node               integer NOT NULL,
  pan_key_id         integer,
  up_stan            integer,               -- field 11 on the link
  merchant_id        text NOT NULL,
  terminal_id        text NOT NULL,
  original_terminal  text,
  kind               text NOT NULL CHECK (kind IN ('BALANCE_INQUIRY','PURCHASE','VOID','REFUND')),
  state              text NOT NULL CHECK (state IN ('SENT','APPROVED','DECLINED','TIMED_OUT','VOIDED','REVERSED','PARTLY_REFUNDED','REFUNDED','REMEMBERED')),
  pan_hash           bytea,
  pan_cipher         bytea,
  pan_masked         text,
  product            text CHECK (product IN ('DEBIT','CREDIT','FOREIGN')),
  expiry             text,
  card_sequence      text,
  entry_mode         text,
  condition_code     text,
  rrn                text,
  link               text,
  up_time            text,                  -- field 7
  up_acquirer        text,
  up_forwarder       text,
  response_code      text,
  authorization_code text,
  settlement_date    text,                  -- field 15 as the scheme gave it, MMDD
  issuer             text,
  additional_amounts text,
  answer_icc         bytea,
  late_code          text,                  -- an answer that came after the decision
  PRIMARY KEY (terminal_id, batch, trace, batch_opened_on, merchant_id)
) PARTITION BY RANGE (batch_opened_on);

-- Refunds name their purchase by our reference number. It grows with time, so inserts stay at one
-- end of the index. No index holds a column that an outcome changes (state above all): a row's
-- one update then stays within its page (HOT) and touches no index.
CREATE INDEX card_transaction_rrn ON card_transaction (rrn) WHERE kind = 'PURCHASE';
-- For settlement (a day) and recovery (the last minutes): rows lie on disk in this order, so block
-- ranges are enough and cost next to nothing on insert.
CREATE INDEX card_transaction_day ON card_transaction
  USING brin (business_date, received_at) WITH (pages_per_range = 32, autosummarize = on);

-- Half of each page is left free: all its rows are decided within the same moment, and each needs room
-- for its new version beside the old one (at 75 only half of the updates stayed in their page).
-- Partitions, a month each, made ahead. There is no default partition: a row that fits none is an
-- error to be seen, not to be filed away.
CREATE FUNCTION make_card_transaction_months(first_day date, last_day date) RETURNS void
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
        'WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, '
        'autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)',
        partition_name);
      EXECUTE format(
        'ALTER TABLE card_transaction ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition_name, month, (month + interval '1 month')::date);
    END IF;
    month := (month + interval '1 month')::date;
  END LOOP;
END $$;

-- Last month's batches may still be open; next month's partitions are there well before they are needed.
CREATE FUNCTION business_day_makes_partitions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM make_card_transaction_months(NEW.open_date - 31, NEW.open_date + 62);
  RETURN NULL;
END $$;

CREATE TRIGGER business_day_partitions AFTER INSERT OR UPDATE ON business_day
  FOR EACH ROW EXECUTE FUNCTION business_day_makes_partitions();

-- Rows for reversals that came before (or without) their original: numbered downwards from -1, so
-- that they never meet an id a node gave.
CREATE SEQUENCE remembered_reversal_id INCREMENT BY -1 START WITH -1 MAXVALUE -1 CACHE 10;

-- What must be told to a scheme until it accepts: reversals, and refunds whose answer is missing.
CREATE TABLE store_and_forward (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type               text NOT NULL CHECK (type IN ('REVERSAL','REPEAT')),
  link               text NOT NULL,
  transaction_id     bigint NOT NULL,       -- what is reversed or asked again, and its key:
  merchant_id        text NOT NULL,
  terminal_id        text NOT NULL,
  batch_opened_on    date NOT NULL,
  batch              integer NOT NULL,
  trace              integer NOT NULL,
  about_id           bigint NOT NULL,       -- the purchase it is about: its items are told in order
  of_time            text NOT NULL,         -- identity of the transaction itself on the link
  of_stan            integer NOT NULL,
  up_time            text NOT NULL,         -- identity of this advice on the link
  up_stan            integer NOT NULL,
  up_acquirer        text NOT NULL,
  up_forwarder       text NOT NULL,
  reason             text NOT NULL,
  state              text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED','DELIVERED','PARKED')),
  attempts           integer NOT NULL DEFAULT 0,
  next_attempt_at    timestamptz NOT NULL,
  leased_by          integer,
  leased_until       timestamptz,
  last_error         text,
  response_code      text,
  created_at         timestamptz NOT NULL DEFAULT now(),
  delivered_at       timestamptz,
  -- A transaction is reversed once.
  UNIQUE (transaction_id, type)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX store_and_forward_due ON store_and_forward (next_attempt_at) WHERE state = 'QUEUED';
CREATE INDEX store_and_forward_about ON store_and_forward (about_id, id) WHERE state = 'QUEUED';
CREATE INDEX store_and_forward_late ON store_and_forward (of_stan, of_time);

CREATE TABLE batch_settlement (
  merchant_id      text NOT NULL,
  terminal_id      text NOT NULL,
  batch            integer NOT NULL,
  batch_opened_on  date NOT NULL,
  settled_at       timestamptz NOT NULL,
  foreign_cards    boolean NOT NULL,
  terminal_debit_fen   bigint NOT NULL, terminal_debit_count   integer NOT NULL,
  terminal_credit_fen  bigint NOT NULL, terminal_credit_count  integer NOT NULL,
  journal_debit_fen    bigint NOT NULL, journal_debit_count    integer NOT NULL,
  journal_credit_fen   bigint NOT NULL, journal_credit_count   integer NOT NULL,
  equal            boolean NOT NULL,
  PRIMARY KEY (terminal_id, batch, batch_opened_on, foreign_cards)
);

CREATE TABLE batch_upload (
  merchant_id      text NOT NULL,
  terminal_id      text NOT NULL,
  batch            integer NOT NULL,
  batch_opened_on  date NOT NULL,
  trace            integer NOT NULL,
  foreign_card     boolean NOT NULL,
  pan_hash         bytea NOT NULL,
  amount_fen       bigint NOT NULL,
  PRIMARY KEY (terminal_id, batch, batch_opened_on, trace)
);

-- Differences that a person (or a later step) works to an end. `subject` names what it is about
-- within its kind; the same difference found again is the same item.
CREATE TABLE open_item (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind           text NOT NULL,
  subject        text NOT NULL,
  merchant_id    text,
  business_date  date,
  amount_fen     bigint,
  owner          text NOT NULL,
  text           text NOT NULL,
  state          text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN','CLOSED')),
  opened_at      timestamptz NOT NULL DEFAULT now(),
  closed_at      timestamptz,
  resolution     text,
  CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL AND resolution IS NOT NULL)),
  UNIQUE (kind, subject)
);
