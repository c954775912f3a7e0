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

CREATE TABLE card_transaction (
  id                 bigint NOT NULL,
  merchant_id        text NOT NULL,
  terminal_id        text NOT NULL,
  batch_opened_on    date NOT NULL,
  batch              integer NOT NULL,
  trace              integer NOT NULL,
  node               integer NOT NULL,
  kind               text NOT NULL CHECK (kind IN ('BALANCE_INQUIRY','PURCHASE','VOID','REFUND')),
  state              text NOT NULL CHECK (state IN ('SENT','APPROVED','DECLINED','TIMED_OUT','VOIDED','REVERSED','PARTLY_REFUNDED','REFUNDED','REMEMBERED')),
  business_date      date NOT NULL,
  amount_fen         bigint NOT NULL CHECK (amount_fen >= 0),
  refunded_fen       bigint NOT NULL DEFAULT 0 CHECK (refunded_fen BETWEEN 0 AND amount_fen),
  claimed_by         bigint,                -- the void that has claimed this purchase
  original_id        bigint,                -- the purchase a void or refund is about
  original_opened_on date,                  -- its partition
  pan_hash           bytea,
  pan_cipher         bytea,
  pan_key_id         integer,
  pan_masked         text,
  product            text CHECK (product IN ('DEBIT','CREDIT','FOREIGN')),
  expiry             text,
  card_sequence      text,
  entry_mode         text,
  condition_code     text,
  rrn                text,
  link               text,
  up_time            text,                  -- field 7
  up_stan            integer,               -- field 11 on the link
  up_acquirer        text,
  up_forwarder       text,
  response_code      text,
  authorization_code text,
  settlement_date    text,                  -- field 15 as the scheme gave it, MMDD
  issuer             text,
  additional_amounts text,
  answer_icc         bytea,
  late_code          text,                  -- an answer that came after the decision
  received_at        timestamptz NOT NULL,
  concluded_at       timestamptz,
  PRIMARY KEY (terminal_id, batch, trace, batch_opened_on, merchant_id)
) PARTITION BY RANGE (batch_opened_on);

-- What must be told to a scheme until it accepts: reversals, and refunds whose answer is missing.
CREATE TABLE store_and_forward (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type               text NOT NULL CHECK (type IN ('REVERSAL','REPEAT')),
  link               text NOT NULL,
  merchant_id        text NOT NULL,
  transaction_id     bigint NOT NULL,
  batch_opened_on    date NOT NULL,
  up_time            text NOT NULL,
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
);
CREATE INDEX store_and_forward_due ON store_and_forward (next_attempt_at) WHERE state = 'QUEUED';

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
