-- The settlement of business dates.

CREATE TABLE settlement_day (
  business_date  date PRIMARY KEY,
  started_at     timestamptz NOT NULL,
  waiting_for    text
);

-- A step that is done. Written in the unit of work that did it.
CREATE TABLE settlement_step (
  business_date  date NOT NULL REFERENCES settlement_day,
  step           text NOT NULL CHECK (step IN ('CUT_OVER','COLLECT','RECONCILE','PRICE','POST','NET','APPROVE','PAY','CONFIRM','CLOSE')),
  rows           bigint NOT NULL,
  started_at     timestamptz NOT NULL,
  finished_at    timestamptz NOT NULL,
  PRIMARY KEY (business_date, step)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: corrections are new rows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- ---------------------------------------------------------------------------------------------------
-- Fees. A rule never changes; a new price is a new rule. Only an open end may be set, once.

CREATE TABLE fee_plan (
  plan  text PRIMARY KEY,
  name  text NOT NULL
);

CREATE TABLE fee_rule (
  rule_id      text PRIMARY KEY,
  plan         text REFERENCES fee_plan,
  cost         text CHECK (cost IN ('ISSUER','NETWORK')),
  product      text NOT NULL CHECK (product IN ('DEBIT','CREDIT','FOREIGN')),
  mcc_class    text CHECK (mcc_class IN ('STANDARD','PREFERENTIAL','EXEMPT')),
  holds_from   date NOT NULL,
  holds_until  date CHECK (holds_until > holds_from),
  basis        text NOT NULL CHECK (basis IN ('AMOUNT','MONTH_VOLUME')),
  CHECK ((plan IS NULL) <> (cost IS NULL))
);

CREATE TABLE fee_tier (
  rule_id      text NOT NULL REFERENCES fee_rule,
  from_fen     bigint NOT NULL CHECK (from_fen >= 0),
  rate_e8      bigint NOT NULL CHECK (rate_e8 BETWEEN 0 AND 100000000),
  minimum_fen  bigint NOT NULL CHECK (minimum_fen >= 0),
  cap_fen      bigint CHECK (cap_fen >= minimum_fen),
  fixed_fen    bigint NOT NULL CHECK (fixed_fen >= 0),
  PRIMARY KEY (rule_id, from_fen)
);

CREATE TABLE mcc_class (
  mcc         text NOT NULL CHECK (mcc ~ '^\d{4}$'),
  holds_from  date NOT NULL,
  mcc_class   text NOT NULL CHECK (mcc_class IN ('STANDARD','PREFERENTIAL','EXEMPT')),
  PRIMARY KEY (mcc, holds_from)
);

CREATE FUNCTION fee_rule_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ended fee_rule := NEW;
BEGIN
  ended.holds_until := OLD.holds_until;
  IF OLD.holds_until IS NOT NULL OR ended IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'fee rule % does not change: a new price is a new rule', OLD.rule_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER fee_rule_only_ends BEFORE UPDATE ON fee_rule FOR EACH ROW EXECUTE FUNCTION fee_rule_only_ends();
CREATE TRIGGER fee_rule_stays BEFORE DELETE OR TRUNCATE ON fee_rule FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fee_tier_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON fee_tier FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mcc_class_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON mcc_class FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------------------------------------------
-- Clearing and pricing. Big tables, a partition per business date.

CREATE TABLE clearing_file (
  business_date  date PRIMARY KEY REFERENCES settlement_day,
  name           text NOT NULL,
  sha256         text NOT NULL,
  lines          bigint NOT NULL,
  taken_at       timestamptz NOT NULL
);

CREATE TABLE clearing_line (
  signed_fen       bigint NOT NULL,      -- a purchase is positive, a void or refund negative
  issuer_fee_fen   bigint NOT NULL,      -- what we owe; negative where it comes back
  network_fee_fen  bigint NOT NULL,
  business_date    date NOT NULL,
  line             integer NOT NULL,
  up_stan          integer NOT NULL,
  up_time          text NOT NULL,
  kind             text NOT NULL CHECK (kind IN ('PURCHASE','VOID','REFUND','REVERSAL','REVERSAL_OF_VOID')),
  terminal_id      text NOT NULL,
  merchant_id      text NOT NULL,
  rrn              text NOT NULL,
  mcc              text NOT NULL,
  pan_masked       text NOT NULL
) PARTITION BY LIST (business_date);

-- What was captured on a date: the journal's successes, as they stood when the date was reconciled.
CREATE TABLE captured (
  transaction_id      bigint NOT NULL,
  amount_fen          bigint NOT NULL CHECK (amount_fen >= 0),
  signed_fen          bigint NOT NULL,
  scheme_fen          bigint NOT NULL,   -- the same in the scheme's file; 0: not there
  scheme_issuer_fen   bigint NOT NULL,
  scheme_network_fen  bigint NOT NULL,
  received_at         timestamptz NOT NULL,
  original_id         bigint,
  original_fen        bigint,
  hold_id             bigint,            -- the transaction whose open item holds the money back
  business_date       date NOT NULL,
  original_date       date,              -- business date of the original
  batch               integer NOT NULL,
  trace               integer NOT NULL,
  up_stan             integer,
  clearing_line       integer,
  merchant_id         text NOT NULL,
  terminal_id         text NOT NULL,
  kind                text NOT NULL CHECK (kind IN ('PURCHASE','VOID','REFUND','LATE_REVERSAL')),
  original_kind       text,              -- of a late reversal: what was reversed
  match               text NOT NULL CHECK (match IN ('EQUAL','SHORT','AMOUNT_DIFFERS')),
  up_time             text,
  rrn                 text,
  product             text,
  pan_masked          text
) PARTITION BY LIST (business_date);

-- One line per captured transaction: what it was and what it cost, with how each fee was made.
CREATE TABLE settlement_line (
  transaction_id      bigint NOT NULL,
  signed_fen          bigint NOT NULL,
  merchant_fee_fen    bigint NOT NULL,
  issuer_fee_fen      bigint NOT NULL,
  network_fee_fen     bigint NOT NULL,
  scheme_fen          bigint NOT NULL,
  scheme_issuer_fen   bigint NOT NULL,
  scheme_network_fen  bigint NOT NULL,
  merchant_basis_fen  bigint NOT NULL,
  issuer_basis_fen    bigint NOT NULL,
  network_basis_fen   bigint NOT NULL,
  hold_id             bigint,
  original_id         bigint,
  business_date       date NOT NULL,
  merchant_id         text NOT NULL,
  kind                text NOT NULL,
  match               text NOT NULL,
  merchant_rule       text NOT NULL,
  merchant_made       text NOT NULL,
  issuer_rule         text NOT NULL,
  issuer_made         text NOT NULL,
  network_rule        text NOT NULL,
  network_made        text NOT NULL,
  PRIMARY KEY (business_date, transaction_id, kind, merchant_id)
) PARTITION BY LIST (business_date);
CREATE INDEX settlement_line_held ON settlement_line (hold_id) WHERE hold_id IS NOT NULL;
CREATE INDEX settlement_line_refunds ON settlement_line (original_id) WHERE kind = 'REFUND';

CREATE FUNCTION make_settlement_partitions(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('make_settlement_partitions'));
  FOREACH parent IN ARRAY ARRAY['clearing_line', 'captured', 'settlement_line'] LOOP
    IF to_regclass(parent || '_' || to_char(day, 'YYYY_MM_DD')) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES IN (%L)', parent || '_' || to_char(day, 'YYYY_MM_DD'), parent, day);
    END IF;
  END LOOP;
END $$;

-- Differences: what both sides say, and what the item holds back.
ALTER TABLE open_item
  ADD COLUMN transaction_id bigint,
  ADD COLUMN ours_fen       bigint,
  ADD COLUMN theirs_fen     bigint,
  ADD COLUMN clearing_line  integer;
CREATE INDEX open_item_transaction ON open_item (transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX open_item_day ON open_item (business_date);

-- ---------------------------------------------------------------------------------------------------
-- The ledger. Debits positive, credits negative. A set is written whole, in one statement, and
-- balances; nothing is edited.

CREATE TABLE posting_set (
  set_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_date  date NOT NULL,
  merchant_id    text NOT NULL,          -- '000000000000000': the house
  purpose        text NOT NULL CHECK (purpose IN ('SALES','RELEASE','SCHEME_ONLY','PAYOUT','PAID','REJECTED','RETURNED')),
  reference      text NOT NULL,
  posted_at      timestamptz NOT NULL,
  UNIQUE (business_date, merchant_id, purpose, reference)
);

CREATE TABLE ledger_entry (
  set_id         bigint NOT NULL REFERENCES posting_set,
  account        text NOT NULL CHECK (account IN ('SCHEME_RECEIVABLE','MERCHANT_PAYABLE','MERCHANT_HELD','FEE_INCOME',
                   'ISSUER_FEE_COST','NETWORK_FEE_COST','SUSPENSE','FEE_SUSPENSE','PAYOUT_IN_TRANSIT','RESERVE_BANK')),
  merchant_id    text NOT NULL,
  business_date  date NOT NULL,
  amount_fen     bigint NOT NULL CHECK (amount_fen <> 0),
  PRIMARY KEY (set_id, account)
);
CREATE INDEX ledger_entry_day ON ledger_entry (business_date, account);

CREATE TABLE account_balance (
  account      text NOT NULL,
  merchant_id  text NOT NULL,
  balance_fen  bigint NOT NULL,
  PRIMARY KEY (account, merchant_id)
);

CREATE FUNCTION ledger_sets_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong bigint;
BEGIN
  SELECT set_id INTO wrong FROM written GROUP BY set_id HAVING sum(amount_fen) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'posting set % does not balance', wrong USING ERRCODE = 'check_violation';
  END IF;
  SELECT w.set_id INTO wrong FROM written w JOIN posting_set s USING (set_id)
    WHERE s.business_date <> w.business_date OR s.merchant_id <> w.merchant_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'an entry of posting set % is of another merchant or date', wrong USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO account_balance AS b (account, merchant_id, balance_fen)
    SELECT account, merchant_id, sum(amount_fen) FROM written GROUP BY account, merchant_id ORDER BY account, merchant_id
    ON CONFLICT (account, merchant_id) DO UPDATE SET balance_fen = b.balance_fen + excluded.balance_fen;
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_sets_balance AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_sets_balance();
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posting_set_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON posting_set FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Money that was held back and went to the merchant with a later date's posting.
CREATE TABLE hold_release (
  line_date       date NOT NULL,
  transaction_id  bigint NOT NULL,
  kind            text NOT NULL,
  merchant_id     text NOT NULL,
  released_on     date NOT NULL REFERENCES settlement_day,
  net_fen         bigint NOT NULL,
  PRIMARY KEY (line_date, transaction_id, kind, merchant_id)
);
CREATE INDEX hold_release_day ON hold_release (released_on);

-- ---------------------------------------------------------------------------------------------------
-- Nets and payouts.

CREATE TABLE settlement_net (
  business_date    date NOT NULL REFERENCES settlement_day,
  merchant_id      text NOT NULL REFERENCES merchant,
  cycle            text NOT NULL CHECK (cycle IN ('T1','D1')),
  value_date       date NOT NULL CHECK (value_date > business_date),
  sales_fen        bigint NOT NULL,
  voids_fen        bigint NOT NULL,
  refunds_fen      bigint NOT NULL,
  fees_fen         bigint NOT NULL,
  held_fen         bigint NOT NULL,
  released_fen     bigint NOT NULL,
  carried_in_fen   bigint NOT NULL,
  payout_fen       bigint NOT NULL CHECK (payout_fen >= 0),
  carried_out_fen  bigint NOT NULL,
  PRIMARY KEY (business_date, merchant_id),
  CHECK (sales_fen + voids_fen + refunds_fen - fees_fen - held_fen + released_fen + carried_in_fen = payout_fen + carried_out_fen)
);
CREATE INDEX settlement_net_merchant ON settlement_net (merchant_id, business_date DESC);

-- Two different people, and exactly what they agreed to: merchants, amounts, days and accounts. Another
-- content needs another approval.
CREATE TABLE settlement_approval (
  business_date  date NOT NULL REFERENCES settlement_day,
  maker          text NOT NULL CHECK (maker <> ''),
  checker        text NOT NULL CHECK (checker <> '' AND checker <> maker),
  payouts        integer NOT NULL,
  total_fen      bigint NOT NULL,
  fingerprint    text NOT NULL,
  approved_at    timestamptz NOT NULL,
  PRIMARY KEY (business_date, fingerprint)
);
CREATE TRIGGER settlement_approval_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement_approval FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The account a payout went to: a copy of the merchant's own verified account, made here and nowhere else.
-- Whoever inserts names the merchant; what it says about the account is not looked at but refused.
CREATE TABLE payout_account (
  account_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  merchant_id     text NOT NULL REFERENCES merchant,
  account_number  text NOT NULL,
  account_name    text NOT NULL,
  bank_code       text NOT NULL,
  bank_name       text NOT NULL,
  verified_at     timestamptz NOT NULL,
  UNIQUE (merchant_id, account_number, account_name, bank_code, bank_name, verified_at),
  UNIQUE (merchant_id, account_id)
);

CREATE FUNCTION payout_account_is_the_merchants_own() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own settlement_account;
BEGIN
  IF NEW.account_number IS NOT NULL OR NEW.account_name IS NOT NULL OR NEW.bank_code IS NOT NULL
      OR NEW.bank_name IS NOT NULL OR NEW.verified_at IS NOT NULL THEN
    RAISE EXCEPTION 'a payout account is read from the settlement account of the merchant, never given' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO own FROM settlement_account a WHERE a.merchant_id = NEW.merchant_id AND a.verified_at IS NOT NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'merchant % has no verified settlement account', NEW.merchant_id USING ERRCODE = 'check_violation';
  END IF;
  NEW.account_number := own.account_number;
  NEW.account_name := own.account_name;
  NEW.bank_code := own.bank_code;
  NEW.bank_name := own.bank_name;
  NEW.verified_at := own.verified_at;
  RETURN NEW;
END $$;

CREATE TRIGGER payout_account_own BEFORE INSERT ON payout_account FOR EACH ROW EXECUTE FUNCTION payout_account_is_the_merchants_own();
CREATE TRIGGER payout_account_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_account FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE payout_file (
  value_date     date NOT NULL,
  channel        text NOT NULL CHECK (channel IN ('PAIN_001','BATCH_TEXT')),
  number         integer NOT NULL CHECK (number BETWEEN 1 AND 999),
  business_date  date NOT NULL REFERENCES settlement_day,
  created_at     timestamptz NOT NULL,
  payouts        integer NOT NULL,
  total_fen      bigint NOT NULL,
  sent_at        timestamptz,
  PRIMARY KEY (value_date, channel, number)
);
CREATE INDEX payout_file_day ON payout_file (business_date);

-- A payout names its merchant. There is no column for an account number: account_id is set here.
CREATE TABLE payout (
  end_to_end_id  text PRIMARY KEY CHECK (length(end_to_end_id) <= 35),
  business_date  date NOT NULL,
  merchant_id    text NOT NULL,
  attempt        integer NOT NULL CHECK (attempt BETWEEN 1 AND 99),
  account_id     bigint NOT NULL,
  amount_fen     bigint NOT NULL CHECK (amount_fen > 0),
  value_date     date NOT NULL,
  channel        text NOT NULL,
  number         integer NOT NULL,
  state          text NOT NULL DEFAULT 'ORDERED' CHECK (state IN ('ORDERED','PAID','REJECTED','RETURNED')),
  maker          text NOT NULL,
  checker        text NOT NULL CHECK (checker <> maker),
  ordered_at     timestamptz NOT NULL,
  answered_at    timestamptz,
  reason         text,
  UNIQUE (business_date, merchant_id, attempt),
  FOREIGN KEY (business_date, merchant_id) REFERENCES settlement_net,
  FOREIGN KEY (merchant_id, account_id) REFERENCES payout_account (merchant_id, account_id),
  FOREIGN KEY (value_date, channel, number) REFERENCES payout_file
);
CREATE INDEX payout_file_items ON payout (value_date, channel, number, end_to_end_id);

CREATE FUNCTION payout_goes_to_the_merchants_own_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.account_id IS NOT NULL THEN
    RAISE EXCEPTION 'the account of a payout is not given: it is the verified account of its merchant' USING ERRCODE = 'check_violation';
  END IF;
  SELECT p.account_id INTO NEW.account_id
    FROM payout_account p JOIN settlement_account a USING (merchant_id, account_number, account_name, bank_code, bank_name, verified_at)
    WHERE p.merchant_id = NEW.merchant_id;
  IF NOT FOUND THEN
    INSERT INTO payout_account (merchant_id) VALUES (NEW.merchant_id) RETURNING account_id INTO NEW.account_id;
  END IF;
  IF NEW.state <> 'ORDERED' THEN
    RAISE EXCEPTION 'a payout begins as ORDERED' USING ERRCODE = 'check_violation';
  END IF;
  -- At most one payout of a date is alive: what was not paid back is not paid again.
  IF EXISTS (SELECT FROM payout p WHERE p.business_date = NEW.business_date AND p.merchant_id = NEW.merchant_id
             AND p.state IN ('ORDERED', 'PAID')) THEN
    RAISE EXCEPTION 'merchant % is being paid for % already', NEW.merchant_id, NEW.business_date USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.amount_fen <> (SELECT n.payout_fen FROM settlement_net n WHERE n.business_date = NEW.business_date AND n.merchant_id = NEW.merchant_id) THEN
    RAISE EXCEPTION 'a payout is the net of its date, to the fen' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_own_account BEFORE INSERT ON payout FOR EACH ROW EXECUTE FUNCTION payout_goes_to_the_merchants_own_account();

-- Of a payout only its outcome changes, and only forward.
CREATE FUNCTION payout_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved payout := NEW;
BEGIN
  moved.state := OLD.state;
  moved.answered_at := OLD.answered_at;
  moved.reason := OLD.reason;
  IF moved IS DISTINCT FROM OLD OR NOT (OLD.state, NEW.state) IN (('ORDERED','PAID'), ('ORDERED','REJECTED'), ('PAID','RETURNED')) THEN
    RAISE EXCEPTION 'payout %: % does not become %', OLD.end_to_end_id, OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_forward BEFORE UPDATE ON payout FOR EACH ROW EXECUTE FUNCTION payout_moves_forward();
CREATE TRIGGER payout_stays BEFORE DELETE OR TRUNCATE ON payout FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE bank_answer_file (
  name      text PRIMARY KEY,
  sha256    text NOT NULL,
  taken_at  timestamptz NOT NULL
);

CREATE TABLE bank_answer (
  name           text NOT NULL REFERENCES bank_answer_file,
  end_to_end_id  text NOT NULL REFERENCES payout,
  result         text NOT NULL CHECK (result IN ('PAID','NOT_PAID','PENDING')),
  reason         text NOT NULL,
  PRIMARY KEY (name, end_to_end_id)
);
