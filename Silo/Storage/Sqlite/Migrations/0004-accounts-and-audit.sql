-- Who can sign in, and the audit trail.

-- What passwords open: facts, that staff list and imports add in bulk. Passwords, sessions and second factors are the account's own secrets, elsewhere.
CREATE TABLE accounts (
  structure_id TEXT NOT NULL,
  identifier TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('family', 'staff', 'operator')),
  family_id TEXT,
  display_name TEXT NOT NULL,
  -- Of staff: codes with a space between.
  rights TEXT NOT NULL,
  is_closed INTEGER NOT NULL,
  -- SHA-256, in hexadecimal, of a random code that opens the choice of the first password; good while there is no password yet.
  opening_hash TEXT,
  opening_expires_at TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (structure_id, identifier),
  CHECK ((role = 'family') = (family_id IS NOT NULL)),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_by_family ON accounts (structure_id, family_id) WHERE family_id IS NOT NULL;

CREATE TABLE audit_entries (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  structure_id TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  family_id TEXT,
  before TEXT,
  after TEXT,
  reason TEXT
) STRICT;
CREATE INDEX audit_entries_by_structure ON audit_entries (structure_id, number);
CREATE INDEX audit_entries_by_family ON audit_entries (structure_id, family_id, number) WHERE family_id IS NOT NULL;

-- Who did what when stays for ever as it was written; only what a line says of a family can be blanked, when the family is erased.
CREATE TRIGGER audit_entries_never_changed BEFORE UPDATE ON audit_entries
WHEN OLD.family_id IS NULL OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR NEW.reason IS NOT NULL
  OR (NEW.number, NEW.structure_id, NEW.author, NEW.at, NEW.act, NEW.subject, NEW.family_id)
    IS NOT (OLD.number, OLD.structure_id, OLD.author, OLD.at, OLD.act, OLD.subject, OLD.family_id)
BEGIN
  SELECT RAISE(ABORT, 'audit_entries is append-only');
END;
CREATE TRIGGER audit_entries_never_deleted BEFORE DELETE ON audit_entries
BEGIN
  SELECT RAISE(ABORT, 'audit_entries is append-only');
END;
