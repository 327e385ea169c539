-- Wallets, receipts, card payments. Amounts are whole cents.

CREATE TABLE quotients (
  structure_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  from_date TEXT NOT NULL,
  -- In hundredths; null from when it is no longer known.
  quotient_cents INTEGER CHECK (quotient_cents >= 0),
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (structure_id, family_id, from_date),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
) STRICT, WITHOUT ROWID;

-- What the ledger's entries say of a booking, kept by the database itself.
ALTER TABLE bookings ADD COLUMN charge TEXT NOT NULL DEFAULT 'none' CHECK (charge IN ('none', 'debited', 'reduced', 'credited'));
CREATE INDEX bookings_not_debited ON bookings (structure_id, date, activity_id) WHERE status = 'accepted' AND charge = 'none';
CREATE INDEX bookings_not_credited ON bookings (structure_id, family_id) WHERE status IN ('cancelled', 'refused') AND charge IN ('debited', 'reduced');

CREATE TABLE absences (
  structure_id TEXT NOT NULL,
  activity_id TEXT NOT NULL,
  date TEXT NOT NULL,
  number INTEGER NOT NULL,
  is_justified INTEGER NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (structure_id, activity_id, date, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (
  structure_id TEXT NOT NULL,
  payment_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  -- [{"wallet":…,"amount":…}], what the family wanted to pay.
  amounts TEXT NOT NULL,
  total_cents INTEGER NOT NULL CHECK (total_cents > 0),
  email TEXT NOT NULL,
  created_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('intended', 'open', 'paid', 'failed', 'expired', 'put-aside')),
  session_id TEXT,
  redirect_url TEXT,
  payment_intent TEXT,
  -- What staff ordered, and what went back: lists that only ever grow by a few.
  refunds TEXT NOT NULL,
  reversals TEXT NOT NULL,
  remark TEXT,
  PRIMARY KEY (structure_id, payment_id),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
) STRICT, WITHOUT ROWID;
CREATE INDEX payments_by_creation ON payments (structure_id, created_at, payment_id);
CREATE INDEX payments_by_family ON payments (structure_id, family_id, created_at, payment_id);
CREATE INDEX payments_unsettled ON payments (structure_id, payment_id) WHERE status IN ('intended', 'open');

-- Messages of the payment provider, in the transaction of what they caused.
CREATE TABLE payment_events (
  structure_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (structure_id, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_series (
  structure_id TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (structure_id, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
  structure_id TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('payment', 'refund', 'dispute', 'penalty', 'correction')),
  mode TEXT CHECK (mode IN ('CB', 'CH', 'ES', 'VIR', 'CESU', 'ANCV')),
  document TEXT,
  payer TEXT,
  bank TEXT,
  value_date TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  reason TEXT,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  year INTEGER NOT NULL,
  -- Given by the trigger below, in the transaction that keeps the receipt: one that is rolled back leaves no gap.
  number INTEGER,
  PRIMARY KEY (structure_id, receipt_id),
  UNIQUE (structure_id, year, number),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_family ON receipts (structure_id, family_id, value_date);

CREATE TRIGGER receipts_numbered AFTER INSERT ON receipts
BEGIN
  INSERT INTO receipt_series (structure_id, year, last) VALUES (NEW.structure_id, NEW.year, 1)
  ON CONFLICT (structure_id, year) DO UPDATE SET last = last + 1;
  UPDATE receipts SET number = (SELECT last FROM receipt_series WHERE structure_id = NEW.structure_id AND year = NEW.year)
  WHERE structure_id = NEW.structure_id AND receipt_id = NEW.receipt_id;
END;

CREATE TABLE wallets (
  structure_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  wallet_id TEXT NOT NULL,
  balance_cents INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  PRIMARY KEY (structure_id, family_id, wallet_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX wallets_in_debt ON wallets (structure_id, family_id) WHERE balance_cents < 0;

CREATE TABLE ledger_entries (
  structure_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  wallet_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('consumption', 'reversal', 'payment', 'refund', 'dispute', 'penalty', 'correction')),
  cause TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  balance_cents INTEGER NOT NULL,
  value_date TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  receipt_id TEXT,
  run_id INTEGER,
  child_id TEXT,
  activity_date TEXT,
  activity_id TEXT,
  booking_number INTEGER,
  label TEXT,
  unit_price_cents INTEGER,
  quantity INTEGER,
  meal_cents INTEGER,
  reduction_cents INTEGER,
  price_reason TEXT,
  PRIMARY KEY (structure_id, family_id, wallet_id, number),
  -- Each cause once, ever.
  UNIQUE (structure_id, cause),
  FOREIGN KEY (structure_id, family_id) REFERENCES families,
  FOREIGN KEY (structure_id, receipt_id) REFERENCES receipts (structure_id, receipt_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_entries_by_run ON ledger_entries (structure_id, run_id, kind) WHERE run_id IS NOT NULL;
CREATE INDEX ledger_entries_by_date ON ledger_entries (structure_id, family_id, activity_date) WHERE activity_date IS NOT NULL;

-- The second wall: the database adds wallets up itself, and refuses a number or a balance that does not follow.
CREATE TRIGGER ledger_entries_added AFTER INSERT ON ledger_entries
BEGIN
  INSERT INTO wallets (structure_id, family_id, wallet_id, balance_cents, entries)
  VALUES (NEW.structure_id, NEW.family_id, NEW.wallet_id, NEW.amount_cents, 1)
  ON CONFLICT (structure_id, family_id, wallet_id) DO UPDATE
    SET balance_cents = balance_cents + excluded.balance_cents, entries = entries + 1;
  SELECT RAISE(ABORT, 'ledger does not add up') FROM wallets w
  WHERE w.structure_id = NEW.structure_id AND w.family_id = NEW.family_id AND w.wallet_id = NEW.wallet_id
    AND (w.entries <> NEW.number OR w.balance_cents <> NEW.balance_cents);
  UPDATE bookings
  SET charge = CASE WHEN NEW.kind = 'reversal' THEN 'credited' WHEN NEW.reduction_cents > 0 THEN 'reduced' ELSE 'debited' END
  WHERE NEW.booking_number IS NOT NULL AND NEW.kind IN ('consumption', 'reversal')
    AND structure_id = NEW.structure_id AND activity_id = NEW.activity_id AND date = NEW.activity_date AND number = NEW.booking_number;
END;

CREATE TRIGGER ledger_entries_never_changed BEFORE UPDATE ON ledger_entries
BEGIN
  SELECT RAISE(ABORT, 'ledger_entries is append-only');
END;
-- A receipt is changed once, by the trigger that numbers it.
CREATE TRIGGER receipts_never_changed BEFORE UPDATE ON receipts WHEN OLD.number IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'receipts is append-only');
END;
CREATE TRIGGER receipts_never_deleted BEFORE DELETE ON receipts
BEGIN
  SELECT RAISE(ABORT, 'receipts is append-only');
END;
CREATE TRIGGER payment_events_never_changed BEFORE UPDATE ON payment_events
BEGIN
  SELECT RAISE(ABORT, 'payment_events is append-only');
END;
CREATE TRIGGER payment_events_never_deleted BEFORE DELETE ON payment_events
BEGIN
  SELECT RAISE(ABORT, 'payment_events is append-only');
END;
CREATE TRIGGER ledger_entries_never_deleted BEFORE DELETE ON ledger_entries
BEGIN
  SELECT RAISE(ABORT, 'ledger_entries is append-only');
END;

-- The night settles money before it tells families. SQLite changes a check only by making the table anew.
CREATE TABLE transmissions_new (
  structure_id TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  night TEXT,
  started_by TEXT NOT NULL,
  started_at TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('expiring', 'marking', 'settling', 'digests', 'completed')),
  completed_at TEXT,
  movements INTEGER NOT NULL DEFAULT 0,
  families INTEGER NOT NULL DEFAULT 0,
  family_cursor TEXT NOT NULL DEFAULT '',
  debits INTEGER NOT NULL DEFAULT 0,
  credits INTEGER NOT NULL DEFAULT 0,
  unpriced INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (structure_id, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO transmissions_new (structure_id, run_id, night, started_by, started_at, phase, completed_at, movements, families, family_cursor)
SELECT structure_id, run_id, night, started_by, started_at, phase, completed_at, movements, families, family_cursor FROM transmissions;
DROP TABLE transmissions;
ALTER TABLE transmissions_new RENAME TO transmissions;
CREATE UNIQUE INDEX transmissions_once_a_night ON transmissions (structure_id, night) WHERE night IS NOT NULL;
CREATE UNIQUE INDEX transmissions_one_under_way ON transmissions (structure_id) WHERE phase <> 'completed';
