-- Wallets, receipts, card payments. Amounts are whole cents.

CREATE TABLE quotients (
  structure_id text NOT NULL,
  family_id text NOT NULL,
  from_date date NOT NULL,
  -- In hundredths; null from when it is no longer known.
  quotient_cents bigint CHECK (quotient_cents >= 0),
  author text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (structure_id, family_id, from_date),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
);

-- What the ledger's entries say of a booking, kept by the database itself.
ALTER TABLE bookings ADD COLUMN charge text NOT NULL DEFAULT 'none' CHECK (charge IN ('none', 'debited', 'reduced', 'credited'));
CREATE INDEX bookings_not_debited ON bookings (structure_id, date, activity_id) WHERE status = 'accepted' AND charge = 'none';
CREATE INDEX bookings_not_credited ON bookings (structure_id, family_id) WHERE status IN ('cancelled', 'refused') AND charge IN ('debited', 'reduced');

CREATE TABLE absences (
  structure_id text NOT NULL,
  activity_id text NOT NULL,
  date date NOT NULL,
  number bigint NOT NULL,
  is_justified boolean NOT NULL,
  author text NOT NULL,
  at timestamptz NOT NULL,
  reason text,
  PRIMARY KEY (structure_id, activity_id, date, number)
);

CREATE TABLE payments (
  structure_id text NOT NULL,
  payment_id text NOT NULL,
  family_id text NOT NULL,
  -- [{"wallet":…,"amount":…}], what the family wanted to pay.
  amounts text NOT NULL,
  total_cents bigint NOT NULL CHECK (total_cents > 0),
  email text NOT NULL,
  created_at timestamptz NOT NULL,
  status text NOT NULL CHECK (status IN ('intended', 'open', 'paid', 'failed', 'expired', 'put-aside')),
  session_id text,
  redirect_url text,
  payment_intent text,
  -- What staff ordered, and what went back: lists that only ever grow by a few.
  refunds text NOT NULL,
  reversals text NOT NULL,
  remark text,
  PRIMARY KEY (structure_id, payment_id),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
);
CREATE INDEX payments_by_creation ON payments (structure_id, created_at, payment_id);
CREATE INDEX payments_by_family ON payments (structure_id, family_id, created_at, payment_id);
CREATE INDEX payments_unsettled ON payments (structure_id, payment_id) WHERE status IN ('intended', 'open');

-- Messages of the payment provider, in the transaction of what they caused.
CREATE TABLE payment_events (
  structure_id text NOT NULL,
  event_id text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (structure_id, event_id)
);

CREATE TABLE receipt_series (
  structure_id text NOT NULL,
  year integer NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (structure_id, year)
);

CREATE TABLE receipts (
  structure_id text NOT NULL,
  receipt_id text NOT NULL,
  family_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('payment', 'refund', 'dispute', 'penalty', 'correction')),
  mode text CHECK (mode IN ('CB', 'CH', 'ES', 'VIR', 'CESU', 'ANCV')),
  document text,
  payer text,
  bank text,
  value_date date NOT NULL,
  amount_cents bigint NOT NULL,
  reason text,
  author text NOT NULL,
  at timestamptz NOT NULL,
  year integer NOT NULL,
  number bigint NOT NULL,
  PRIMARY KEY (structure_id, receipt_id),
  UNIQUE (structure_id, year, number),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
);
CREATE INDEX receipts_by_family ON receipts (structure_id, family_id, value_date);

-- Numbered in the transaction that keeps the receipt: one that is rolled back leaves no gap.
CREATE FUNCTION number_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO receipt_series AS s (structure_id, year, last) VALUES (NEW.structure_id, NEW.year, 1)
  ON CONFLICT (structure_id, year) DO UPDATE SET last = s.last + 1
  RETURNING s.last INTO NEW.number;
  RETURN NEW;
END $$;
CREATE TRIGGER receipts_numbered BEFORE INSERT ON receipts FOR EACH ROW EXECUTE FUNCTION number_receipt();

CREATE TABLE wallets (
  structure_id text NOT NULL,
  family_id text NOT NULL,
  wallet_id text NOT NULL,
  balance_cents bigint NOT NULL,
  entries bigint NOT NULL,
  PRIMARY KEY (structure_id, family_id, wallet_id)
);
CREATE INDEX wallets_in_debt ON wallets (structure_id, family_id) WHERE balance_cents < 0;

CREATE TABLE ledger_entries (
  structure_id text NOT NULL,
  family_id text NOT NULL,
  wallet_id text NOT NULL,
  number bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('consumption', 'reversal', 'payment', 'refund', 'dispute', 'penalty', 'correction')),
  cause text NOT NULL,
  amount_cents bigint NOT NULL,
  balance_cents bigint NOT NULL,
  value_date date NOT NULL,
  author text NOT NULL,
  at timestamptz NOT NULL,
  reason text,
  receipt_id text,
  run_id bigint,
  child_id text,
  activity_date date,
  activity_id text,
  booking_number bigint,
  label text,
  unit_price_cents bigint,
  quantity integer,
  meal_cents bigint,
  reduction_cents bigint,
  price_reason text,
  PRIMARY KEY (structure_id, family_id, wallet_id, number),
  -- Each cause once, ever.
  UNIQUE (structure_id, cause),
  FOREIGN KEY (structure_id, family_id) REFERENCES families,
  FOREIGN KEY (structure_id, receipt_id) REFERENCES receipts (structure_id, receipt_id)
);
CREATE INDEX ledger_entries_by_run ON ledger_entries (structure_id, run_id, kind) WHERE run_id IS NOT NULL;
CREATE INDEX ledger_entries_by_date ON ledger_entries (structure_id, family_id, activity_date) WHERE activity_date IS NOT NULL;

-- The second wall: the database adds wallets up itself, and refuses a number or a balance that does not follow.
CREATE FUNCTION add_up_wallets() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong text;
BEGIN
  -- Compared with what the insert returns, not with the table: a plan made while that was small would read all of it.
  WITH moved AS (
    INSERT INTO wallets AS w (structure_id, family_id, wallet_id, balance_cents, entries)
    SELECT structure_id, family_id, wallet_id, sum(amount_cents), count(*) FROM added
    GROUP BY structure_id, family_id, wallet_id ORDER BY structure_id, family_id, wallet_id
    ON CONFLICT (structure_id, family_id, wallet_id) DO UPDATE
      SET balance_cents = w.balance_cents + excluded.balance_cents, entries = w.entries + excluded.entries
    RETURNING w.structure_id, w.family_id, w.wallet_id, w.balance_cents, w.entries
  )
  SELECT a.wallet_id INTO wrong
  FROM (
    SELECT structure_id, family_id, wallet_id, number, balance_cents,
      sum(amount_cents) OVER later AS from_here, count(*) OVER later AS left
    FROM added
    WINDOW later AS (PARTITION BY structure_id, family_id, wallet_id ORDER BY number DESC)
  ) a
  JOIN added e USING (structure_id, family_id, wallet_id, number)
  JOIN moved w USING (structure_id, family_id, wallet_id)
  WHERE a.number <> w.entries - a.left + 1 OR e.balance_cents <> w.balance_cents - a.from_here + e.amount_cents
  LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'ledger of wallet % does not add up', wrong USING ERRCODE = 'check_violation';
  END IF;
  UPDATE bookings b
  SET charge = CASE WHEN c.reversed THEN 'credited' WHEN c.reduced THEN 'reduced' ELSE 'debited' END
  FROM (
    SELECT structure_id, activity_id, activity_date, booking_number, bool_or(kind = 'reversal') AS reversed, bool_or(reduction_cents > 0) AS reduced
    FROM added WHERE booking_number IS NOT NULL AND kind IN ('consumption', 'reversal')
    GROUP BY structure_id, activity_id, activity_date, booking_number
  ) c
  WHERE b.structure_id = c.structure_id AND b.activity_id = c.activity_id AND b.date = c.activity_date AND b.number = c.booking_number;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entries_added AFTER INSERT ON ledger_entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_up_wallets();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER receipts_append_only BEFORE UPDATE OR DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_events_append_only BEFORE UPDATE OR DELETE ON payment_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The night settles money before it tells families.
ALTER TABLE transmissions DROP CONSTRAINT transmissions_phase_check;
ALTER TABLE transmissions ADD CONSTRAINT transmissions_phase_check CHECK (phase IN ('expiring', 'marking', 'settling', 'digests', 'completed'));
ALTER TABLE transmissions ADD COLUMN debits bigint NOT NULL DEFAULT 0;
ALTER TABLE transmissions ADD COLUMN credits bigint NOT NULL DEFAULT 0;
ALTER TABLE transmissions ADD COLUMN unpriced bigint NOT NULL DEFAULT 0;
