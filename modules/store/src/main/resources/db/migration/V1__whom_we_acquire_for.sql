-- Merchants, their terminals, accounts and fee plans. Small tables; changed by people.

CREATE TABLE merchant (
  merchant_id          text PRIMARY KEY CHECK (length(merchant_id) = 15),
  name                 text NOT NULL,
  licence_name         text NOT NULL,
  unified_credit_code  text NOT NULL CHECK (length(unified_credit_code) = 18),
  mcc                  text NOT NULL CHECK (mcc ~ '^\d{4}$'),
  state                text NOT NULL CHECK (state IN ('APPLIED','IN_REVIEW','AGREED','LIVE','SUSPENDED','CLOSED')),
  fee_plan             text NOT NULL,
  cycle                text NOT NULL CHECK (cycle IN ('T1','D1')),
  per_transaction_fen  bigint NOT NULL CHECK (per_transaction_fen >= 0),
  refund_days          integer NOT NULL CHECK (refund_days >= 0)
);

-- One account per merchant at a time. A payout names the merchant, never an account number:
-- the number is read from here, and only a verified account of the merchant's own name is read (一清).
CREATE TABLE settlement_account (
  merchant_id     text PRIMARY KEY REFERENCES merchant,
  account_number  text NOT NULL,
  account_name    text NOT NULL,
  bank_code       text NOT NULL CHECK (bank_code ~ '^\d{12}$'),
  bank_name       text NOT NULL,
  verified_at     timestamptz
);

CREATE FUNCTION settlement_account_bears_the_licence_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.account_name IS DISTINCT FROM (SELECT licence_name FROM merchant WHERE merchant_id = NEW.merchant_id) THEN
    RAISE EXCEPTION 'settlement account of % must bear the licence name of its merchant', NEW.merchant_id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER settlement_account_name BEFORE INSERT OR UPDATE ON settlement_account
  FOR EACH ROW EXECUTE FUNCTION settlement_account_bears_the_licence_name();

CREATE TABLE terminal (
  terminal_id      text PRIMARY KEY CHECK (length(terminal_id) = 8),
  merchant_id      text NOT NULL REFERENCES merchant,
  serial_number    text NOT NULL UNIQUE,
  state            text NOT NULL CHECK (state IN ('ACTIVE','SUSPENDED','CLOSED')),
  algorithm        text NOT NULL CHECK (algorithm IN ('DES','TDES','SM4')),
  tmk              text NOT NULL,
  pin_key          text,
  mac_key          text,
  batch            integer NOT NULL DEFAULT 1 CHECK (batch BETWEEN 0 AND 999999),
  batch_opened_on  date NOT NULL,
  batch_state      text NOT NULL DEFAULT 'OPEN' CHECK (batch_state IN ('OPEN','SETTLED')),
  version          bigint NOT NULL DEFAULT 0   -- grows with every change: who reads late knows it
);

-- Link keys (ZMK, ZPK, ZAK) as key blocks under the module's master key.
CREATE TABLE link_key (
  link       text NOT NULL,
  usage      text NOT NULL CHECK (usage IN ('ZMK','ZPK','ZAK')),
  key_block  text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (link, usage)
);

-- The switches keep merchants and terminals in memory: every change is told to them.
CREATE FUNCTION tell_terminal_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('oneclear_profile', 'terminal:' || NEW.terminal_id);
  RETURN NULL;
END $$;

CREATE FUNCTION tell_merchant_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('oneclear_profile', 'merchant:' || NEW.merchant_id);
  RETURN NULL;
END $$;

CREATE FUNCTION count_terminal_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;

CREATE TRIGGER terminal_version BEFORE UPDATE ON terminal
  FOR EACH ROW EXECUTE FUNCTION count_terminal_version();
CREATE TRIGGER terminal_changed AFTER INSERT OR UPDATE ON terminal
  FOR EACH ROW EXECUTE FUNCTION tell_terminal_changed();
CREATE TRIGGER merchant_changed AFTER INSERT OR UPDATE ON merchant
  FOR EACH ROW EXECUTE FUNCTION tell_merchant_changed();
