-- Families that are erased, and what the night forgets.

ALTER TABLE families ADD COLUMN erased_at TEXT;

-- The child's whole years on the booking's date, kept when its birth date is reduced to a year: counts by age must not change.
ALTER TABLE bookings ADD COLUMN age INTEGER CHECK (age >= 0);

CREATE INDEX mails_by_family ON mails (structure_id, family_id) WHERE family_id IS NOT NULL;
CREATE INDEX mails_to_blank ON mails (structure_id, created_at, mail_id) WHERE status <> 'queued' AND text_part <> '';

-- A receipt and an entry stay for ever as they were written; only what they say of an erased family can be blanked. A receipt is changed once more, by the
-- trigger that numbers it.
DROP TRIGGER receipts_never_changed;
CREATE TRIGGER receipts_never_changed BEFORE UPDATE ON receipts
WHEN OLD.number IS NOT NULL
  AND (NEW.document IS NOT NULL OR NEW.payer IS NOT NULL OR NEW.bank IS NOT NULL OR NEW.reason IS NOT NULL
    OR (NEW.structure_id, NEW.receipt_id, NEW.family_id, NEW.kind, NEW.mode, NEW.value_date, NEW.amount_cents, NEW.author, NEW.at, NEW.year, NEW.number)
      IS NOT (OLD.structure_id, OLD.receipt_id, OLD.family_id, OLD.kind, OLD.mode, OLD.value_date, OLD.amount_cents, OLD.author, OLD.at, OLD.year, OLD.number)
    OR NOT EXISTS (SELECT 1 FROM families f WHERE f.structure_id = OLD.structure_id AND f.family_id = OLD.family_id AND f.erased_at IS NOT NULL))
BEGIN
  SELECT RAISE(ABORT, 'receipts is append-only');
END;

DROP TRIGGER ledger_entries_never_changed;
CREATE TRIGGER ledger_entries_never_changed BEFORE UPDATE ON ledger_entries
WHEN NEW.reason IS NOT NULL OR NEW.price_reason IS NOT NULL
  OR (NEW.structure_id, NEW.family_id, NEW.wallet_id, NEW.number, NEW.kind, NEW.cause, NEW.amount_cents, NEW.balance_cents, NEW.value_date, NEW.author, NEW.at,
      NEW.receipt_id, NEW.run_id, NEW.child_id, NEW.activity_date, NEW.activity_id, NEW.booking_number, NEW.label, NEW.unit_price_cents, NEW.quantity,
      NEW.meal_cents, NEW.reduction_cents)
    IS NOT (OLD.structure_id, OLD.family_id, OLD.wallet_id, OLD.number, OLD.kind, OLD.cause, OLD.amount_cents, OLD.balance_cents, OLD.value_date, OLD.author, OLD.at,
      OLD.receipt_id, OLD.run_id, OLD.child_id, OLD.activity_date, OLD.activity_id, OLD.booking_number, OLD.label, OLD.unit_price_cents, OLD.quantity,
      OLD.meal_cents, OLD.reduction_cents)
  OR NOT EXISTS (SELECT 1 FROM families f WHERE f.structure_id = OLD.structure_id AND f.family_id = OLD.family_id AND f.erased_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'ledger_entries is append-only');
END;

-- Nothing names an erased family again, not even an activation that remembers it or a file that is taken over.
CREATE TRIGGER families_stay_erased BEFORE UPDATE ON families
WHEN OLD.erased_at IS NOT NULL
  AND (NEW.name, NEW.email, NEW.pending_email, NEW.address, NEW.phone, NEW.erased_at)
    IS NOT (OLD.name, OLD.email, OLD.pending_email, OLD.address, OLD.phone, OLD.erased_at)
BEGIN
  SELECT RAISE(ABORT, 'an erased family has no name');
END;

-- Up to when a structure has its audit trail dropped; a line of a structure that is not here, or a later one, is never deleted.
CREATE TABLE audit_retention (
  structure_id TEXT NOT NULL,
  dropped_before TEXT NOT NULL,
  PRIMARY KEY (structure_id)
) STRICT, WITHOUT ROWID;

DROP TRIGGER audit_entries_never_deleted;
CREATE TRIGGER audit_entries_never_deleted BEFORE DELETE ON audit_entries
WHEN NOT EXISTS (SELECT 1 FROM audit_retention r WHERE r.structure_id = OLD.structure_id AND OLD.at < r.dropped_before)
BEGIN
  SELECT RAISE(ABORT, 'audit_entries is append-only');
END;

-- The night forgets once it has told families. SQLite changes a check only by making the table anew.
CREATE TABLE transmissions_new (
  structure_id TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  night TEXT,
  started_by TEXT NOT NULL,
  started_at TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('expiring', 'marking', 'settling', 'digests', 'forgetting', 'completed')),
  completed_at TEXT,
  movements INTEGER NOT NULL DEFAULT 0,
  families INTEGER NOT NULL DEFAULT 0,
  family_cursor TEXT NOT NULL DEFAULT '',
  debits INTEGER NOT NULL DEFAULT 0,
  credits INTEGER NOT NULL DEFAULT 0,
  unpriced INTEGER NOT NULL DEFAULT 0,
  forgotten_mails INTEGER NOT NULL DEFAULT 0,
  forgotten_audit_lines INTEGER NOT NULL DEFAULT 0,
  forgotten_health_notes INTEGER NOT NULL DEFAULT 0,
  forgotten_families INTEGER NOT NULL DEFAULT 0,
  forgetting_cursor TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (structure_id, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO transmissions_new
  (structure_id, run_id, night, started_by, started_at, phase, completed_at, movements, families, family_cursor, debits, credits, unpriced)
SELECT structure_id, run_id, night, started_by, started_at, phase, completed_at, movements, families, family_cursor, debits, credits, unpriced FROM transmissions;
DROP TABLE transmissions;
ALTER TABLE transmissions_new RENAME TO transmissions;
CREATE UNIQUE INDEX transmissions_once_a_night ON transmissions (structure_id, night) WHERE night IS NOT NULL;
CREATE UNIQUE INDEX transmissions_one_under_way ON transmissions (structure_id) WHERE phase <> 'completed';
