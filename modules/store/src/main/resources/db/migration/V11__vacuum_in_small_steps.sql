-- Vacuum and statistics of the journal beside full load. Both came whenever a twentieth had been added, as fast as the
-- machine could: half a processor for seconds, in which everybody waited.

-- What is set of a month's rows, in one place.
CREATE FUNCTION set_journal_month_storage(of_month text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Pages: V4. Vacuum: a hundred thousand rows at a time however long the table is, a few milliseconds of it and
  -- then ten of rest. Statistics: anew when the table has grown by half; plans hardly depend on them.
  EXECUTE format(
    'ALTER TABLE %I SET (fillfactor = 42, '
    'autovacuum_vacuum_threshold = 100000, autovacuum_vacuum_scale_factor = 0, '
    'autovacuum_vacuum_insert_threshold = 100000, autovacuum_vacuum_insert_scale_factor = 0, '
    'autovacuum_vacuum_cost_delay = 10, autovacuum_vacuum_cost_limit = 400, '
    'autovacuum_analyze_threshold = 1000, autovacuum_analyze_scale_factor = 0.5)',
    'card_transaction_' || of_month);
END $$;
REVOKE EXECUTE ON FUNCTION set_journal_month_storage(text) FROM PUBLIC;

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
        'CREATE TABLE %I (LIKE card_transaction INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)',
        'card_transaction_' || of_month);
      PERFORM set_journal_month_storage(of_month);
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

-- The months that are there already.
SELECT set_journal_month_storage(substring(inhrelid::regclass::text FROM '\d{4}_\d\d$'))
  FROM pg_inherits WHERE inhparent = 'card_transaction'::regclass;
