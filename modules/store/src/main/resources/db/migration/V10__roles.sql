-- Least privilege. Whoever works on the database works as one of two roles, neither of which owns what
-- it must not change: the switch, and the end of day. Nobody logs in as them; who logs in is a member.

DO $$
DECLARE
  needed text;
BEGIN
  FOREACH needed IN ARRAY ARRAY['oneclear_switch', 'oneclear_settlement'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = needed) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', needed);
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;   -- another database of this server was faster
        WHEN insufficient_privilege THEN
          RAISE EXCEPTION 'the role % is missing and % may not make it: CREATE ROLE %; GRANT % TO %',
            needed, current_user, needed, needed, current_user USING ERRCODE = 'insufficient_privilege';
      END;
    END IF;
    IF NOT pg_has_role(current_user, needed, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO %I', needed, current_user);
    END IF;
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO oneclear_switch, oneclear_settlement;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO oneclear_switch, oneclear_settlement;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO oneclear_switch, oneclear_settlement;
-- To be read, whatever later versions add; more is granted by name.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO oneclear_switch, oneclear_settlement;

-- ---------------------------------------------------------------------------------------------------
-- The switch. A transaction comes into being, and gets its outcome; what it was is not changed, and
-- nothing is deleted.

GRANT INSERT ON card_transaction, journal_chain TO oneclear_switch;
GRANT UPDATE (state, refunded_fen, claimed_by, late_code, response_code, authorization_code, settlement_date,
    issuer, additional_amounts, answer_icc, concluded_at, seal)
  ON card_transaction TO oneclear_switch;

GRANT INSERT ON store_and_forward TO oneclear_switch;
GRANT UPDATE (state, attempts, next_attempt_at, leased_by, leased_until, last_error, response_code, delivered_at)
  ON store_and_forward TO oneclear_switch;

GRANT INSERT ON administration_log, batch_settlement, batch_upload TO oneclear_switch;
GRANT INSERT, UPDATE ON open_item, switch_node, switch_lease, link_trace_range, link_key TO oneclear_switch;
GRANT INSERT ON told_approval TO oneclear_switch;
GRANT UPDATE (pin_key, mac_key, batch, batch_opened_on, batch_state, version) ON terminal TO oneclear_switch;

-- The first business day; the later ones are the settlement's. FOR SHARE needs a column that may be
-- changed, and this one can have one value only.
GRANT INSERT, UPDATE (only_row) ON business_day TO oneclear_switch;

-- ---------------------------------------------------------------------------------------------------
-- The end of day. Its three big tables it makes day by day, and so owns; of everything else it adds
-- rows, and changes what is meant to change.

GRANT CREATE ON SCHEMA public TO oneclear_settlement;
DO $$
DECLARE
  owned regclass;
BEGIN
  FOR owned IN
    SELECT c.oid FROM pg_class c WHERE c.oid IN ('clearing_line'::regclass, 'captured'::regclass, 'settlement_line'::regclass)
    UNION ALL
    SELECT inhrelid FROM pg_inherits
      WHERE inhparent IN ('clearing_line'::regclass, 'captured'::regclass, 'settlement_line'::regclass)
  LOOP
    EXECUTE format('ALTER TABLE %s OWNER TO oneclear_settlement', owned);
    EXECUTE format('GRANT SELECT ON %s TO oneclear_switch', owned);
  END LOOP;
END $$;

GRANT UPDATE (open_date, opened_at) ON business_day TO oneclear_settlement;
GRANT INSERT, UPDATE ON settlement_day, account_balance, open_item TO oneclear_settlement;
GRANT INSERT ON settlement_step, clearing_file, fee_rule, fee_tier, mcc_class, posting_set, ledger_entry, ledger_chain,
    merchant_day, hold_release, settlement_net, settlement_approval, payout, payout_account, payout_file,
    bank_answer_file, bank_answer
  TO oneclear_settlement;
GRANT INSERT, UPDATE (name) ON fee_plan TO oneclear_settlement;
GRANT UPDATE (holds_until) ON fee_rule TO oneclear_settlement;
GRANT UPDATE (state, answered_at, reason) ON payout TO oneclear_settlement;
GRANT UPDATE (sent_at) ON payout_file TO oneclear_settlement;

-- It tells the planner what it has written. Before 17 only an owner may: there autovacuum does.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    GRANT MAINTAIN ON merchant_day, settlement_net, payout, payout_account TO oneclear_settlement;
  END IF;
END $$;

-- ---------------------------------------------------------------------------------------------------
-- Partitions are made by their owner for whoever asks. The switch decides rows in a partition itself,
-- so it has there what it has on the whole.

CREATE FUNCTION grant_journal_month(of_month text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT SELECT ON %I, %I TO oneclear_switch, oneclear_settlement',
    'card_transaction_' || of_month, 'journal_chain_' || of_month);
  EXECUTE format('GRANT UPDATE (state, refunded_fen, claimed_by, late_code, response_code, authorization_code, '
    'settlement_date, issuer, additional_amounts, answer_icc, concluded_at, seal) ON %I TO oneclear_switch',
    'card_transaction_' || of_month);
END $$;

CREATE OR REPLACE FUNCTION make_card_transaction_months(first_day date, last_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  month date := date_trunc('month', first_day)::date;
  of_month text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('make_card_transaction_months'));
  WHILE month <= last_day LOOP
    of_month := to_char(month, 'YYYY_MM');
    IF to_regclass('card_transaction_' || of_month) IS NULL THEN
      -- Made apart and then attached: attaching does not stop the writers.
      EXECUTE format(
        'CREATE TABLE %I (LIKE card_transaction INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES) '
        'WITH (fillfactor = 42, autovacuum_vacuum_scale_factor = 0.05, '
        'autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)',
        'card_transaction_' || of_month);
      EXECUTE format(
        'ALTER TABLE card_transaction ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        'card_transaction_' || of_month, month, (month + interval '1 month')::date);
      EXECUTE format(
        'CREATE TABLE %I (LIKE journal_chain INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)',
        'journal_chain_' || of_month);
      EXECUTE format(
        'ALTER TABLE journal_chain ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        'journal_chain_' || of_month, month, (month + interval '1 month')::date);
      PERFORM grant_journal_month(of_month);
    END IF;
    month := (month + interval '1 month')::date;
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION make_card_transaction_months(date, date), grant_journal_month(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_card_transaction_months(date, date) TO oneclear_switch, oneclear_settlement;

SELECT grant_journal_month(substring(inhrelid::regclass::text FROM '\d{4}_\d\d$'))
  FROM pg_inherits WHERE inhparent = 'card_transaction'::regclass;
