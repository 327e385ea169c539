-- Who can sign in, and the audit trail.

-- What passwords open: facts, that staff list and imports add in bulk. Passwords, sessions and second factors are the account's own secrets, elsewhere.
CREATE TABLE accounts (
  structure_id text NOT NULL,
  identifier text NOT NULL,
  role text NOT NULL CHECK (role IN ('family', 'staff', 'operator')),
  family_id text,
  display_name text NOT NULL,
  -- Of staff: codes with a space between.
  rights text NOT NULL,
  is_closed boolean NOT NULL,
  -- SHA-256, in hexadecimal, of a random code that opens the choice of the first password; good while there is no password yet.
  opening_hash text,
  opening_expires_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (structure_id, identifier),
  CHECK ((role = 'family') = (family_id IS NOT NULL)),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
);
CREATE INDEX accounts_by_family ON accounts (structure_id, family_id) WHERE family_id IS NOT NULL;

CREATE TABLE audit_entries (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  structure_id text NOT NULL,
  author text NOT NULL,
  at timestamptz NOT NULL,
  act text NOT NULL,
  subject text NOT NULL,
  family_id text,
  before text,
  after text,
  reason text
);
CREATE INDEX audit_entries_by_structure ON audit_entries (structure_id, number);
CREATE INDEX audit_entries_by_family ON audit_entries (structure_id, family_id, number) WHERE family_id IS NOT NULL;

-- Who did what when stays for ever as it was written; only what a line says of a family can be blanked, when the family is erased.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.family_id IS NOT NULL
    AND (NEW.number, NEW.structure_id, NEW.author, NEW.at, NEW.act, NEW.subject, NEW.family_id)
      = (OLD.number, OLD.structure_id, OLD.author, OLD.at, OLD.act, OLD.subject, OLD.family_id)
    AND NEW.before IS NULL AND NEW.after IS NULL AND NEW.reason IS NULL
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
