-- Families that are erased, and what the night forgets.

ALTER TABLE families ADD COLUMN erased_at timestamptz;

-- The child's whole years on the booking's date, kept when its birth date is reduced to a year: counts by age must not change.
ALTER TABLE bookings ADD COLUMN age integer CHECK (age >= 0);

CREATE INDEX mails_by_family ON mails (structure_id, family_id) WHERE family_id IS NOT NULL;
CREATE INDEX mails_to_blank ON mails (structure_id, created_at, mail_id) WHERE status <> 'queued' AND text_part <> '';

-- A receipt and an entry stay for ever as they were written; only what they say of an erased family can be blanked.
CREATE FUNCTION is_erased(structure text, family text) RETURNS boolean LANGUAGE sql STABLE AS
  'SELECT EXISTS (SELECT 1 FROM families WHERE structure_id = structure AND family_id = family AND erased_at IS NOT NULL)';

CREATE FUNCTION refuse_receipt_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  blank receipts%ROWTYPE := OLD;
BEGIN
  blank.document := NULL;
  blank.payer := NULL;
  blank.bank := NULL;
  blank.reason := NULL;
  IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM blank AND is_erased(OLD.structure_id, OLD.family_id) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'receipts is append-only' USING ERRCODE = 'check_violation';
END $$;
DROP TRIGGER receipts_append_only ON receipts;
CREATE TRIGGER receipts_append_only BEFORE UPDATE OR DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION refuse_receipt_change();

CREATE FUNCTION refuse_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  blank ledger_entries%ROWTYPE := OLD;
BEGIN
  blank.reason := NULL;
  blank.price_reason := NULL;
  IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM blank AND is_erased(OLD.structure_id, OLD.family_id) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'ledger_entries is append-only' USING ERRCODE = 'check_violation';
END $$;
DROP TRIGGER ledger_entries_append_only ON ledger_entries;
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_entry_change();

-- Nothing names an erased family again, not even an activation that remembers it or a file that is taken over.
CREATE FUNCTION refuse_name_of_erased_family() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an erased family has no name' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER families_stay_erased BEFORE UPDATE ON families FOR EACH ROW
  WHEN (OLD.erased_at IS NOT NULL AND (NEW.name, NEW.email, NEW.pending_email, NEW.address, NEW.phone, NEW.erased_at)
    IS DISTINCT FROM (OLD.name, OLD.email, OLD.pending_email, OLD.address, OLD.phone, OLD.erased_at))
  EXECUTE FUNCTION refuse_name_of_erased_family();

-- Up to when a structure has its audit trail dropped; a line of a structure that is not here, or a later one, is never deleted.
CREATE TABLE audit_retention (
  structure_id text NOT NULL,
  dropped_before timestamptz NOT NULL,
  PRIMARY KEY (structure_id)
);

CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.family_id IS NOT NULL
    AND (NEW.number, NEW.structure_id, NEW.author, NEW.at, NEW.act, NEW.subject, NEW.family_id)
      = (OLD.number, OLD.structure_id, OLD.author, OLD.at, OLD.act, OLD.subject, OLD.family_id)
    AND NEW.before IS NULL AND NEW.after IS NULL AND NEW.reason IS NULL
  THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM audit_retention r WHERE r.structure_id = OLD.structure_id AND OLD.at < r.dropped_before) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'check_violation';
END $$;

-- The night forgets once it has told families.
ALTER TABLE transmissions DROP CONSTRAINT transmissions_phase_check;
ALTER TABLE transmissions ADD CONSTRAINT transmissions_phase_check
  CHECK (phase IN ('expiring', 'marking', 'settling', 'digests', 'forgetting', 'completed'));
ALTER TABLE transmissions ADD COLUMN forgotten_mails bigint NOT NULL DEFAULT 0;
ALTER TABLE transmissions ADD COLUMN forgotten_audit_lines bigint NOT NULL DEFAULT 0;
ALTER TABLE transmissions ADD COLUMN forgotten_health_notes bigint NOT NULL DEFAULT 0;
ALTER TABLE transmissions ADD COLUMN forgotten_families bigint NOT NULL DEFAULT 0;
ALTER TABLE transmissions ADD COLUMN forgetting_cursor text NOT NULL DEFAULT '';
