-- Settlement of millions of transactions a day.
--
-- The three big tables of a date (clearing_line, captured, settlement_line) are filled beside their
-- parent, from several connections at a time, and attached when they are whole: what a crash leaves
-- behind is a table nobody reads, dropped by the next try.

DROP FUNCTION make_settlement_partitions(date);

-- Which filling of a date's tables is under way. A lane of it holds this row FOR SHARE; one of an
-- earlier filling, still alive somewhere, no longer finds its number and stops.
ALTER TABLE settlement_day ADD COLUMN filling integer NOT NULL DEFAULT 0;

-- Lines are looked up by transaction. With the date first, which is the same in all of a partition,
-- the index is slower to build and finds nothing faster.
ALTER TABLE settlement_line DROP CONSTRAINT settlement_line_pkey;
ALTER TABLE settlement_line ADD PRIMARY KEY (transaction_id, kind, merchant_id, business_date);

-- Rows lie on disk merchant by merchant: a statement reads its part of the day.
CREATE INDEX captured_merchant ON captured USING brin (merchant_id COLLATE "C") WITH (pages_per_range = 16);
CREATE INDEX settlement_line_merchant ON settlement_line USING brin (merchant_id COLLATE "C") WITH (pages_per_range = 16);

-- What a date's lines add up to for a merchant, written by POST in the unit of work that posts it.
CREATE TABLE merchant_day (
  business_date    date NOT NULL,
  merchant_id      text NOT NULL,
  transactions     bigint NOT NULL,
  sales_fen        bigint NOT NULL,
  voids_fen        bigint NOT NULL,
  refunds_fen      bigint NOT NULL,
  scheme_fen       bigint NOT NULL,
  scheme_cost_fen  bigint NOT NULL,
  price_fen        bigint NOT NULL,
  issuer_fen       bigint NOT NULL,
  network_fen      bigint NOT NULL,
  held_fen         bigint NOT NULL,
  PRIMARY KEY (business_date, merchant_id)
);
CREATE TRIGGER merchant_day_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON merchant_day FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO merchant_day
  SELECT l.business_date, l.merchant_id, count(*),
    coalesce(sum(l.signed_fen) FILTER (WHERE l.kind = 'PURCHASE'), 0),
    coalesce(sum(l.signed_fen) FILTER (WHERE l.kind IN ('VOID', 'LATE_REVERSAL')), 0),
    coalesce(sum(l.signed_fen) FILTER (WHERE l.kind = 'REFUND'), 0),
    sum(l.scheme_fen), sum(l.scheme_issuer_fen + l.scheme_network_fen),
    sum(l.merchant_fee_fen), sum(l.issuer_fee_fen), sum(l.network_fee_fen),
    coalesce(sum(l.signed_fen - l.merchant_fee_fen) FILTER (WHERE l.hold_id IS NOT NULL), 0)
  FROM settlement_line l JOIN settlement_step s ON s.business_date = l.business_date AND s.step = 'POST'
  GROUP BY l.business_date, l.merchant_id;

-- Ten thousand payouts go through this trigger in one statement. Its look-ups are planned once, when
-- the tables may still be empty: by key, whatever their size was then.
ALTER FUNCTION payout_goes_to_the_merchants_own_account() SET enable_seqscan = off;
ALTER FUNCTION payout_account_is_the_merchants_own() SET enable_seqscan = off;
