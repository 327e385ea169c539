-- What became of bookings on their day, health notes, animators.

CREATE TABLE attendance (
  structure_id text NOT NULL,
  activity_id text NOT NULL,
  date date NOT NULL,
  number bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('present', 'late', 'absent-justified', 'absent-unjustified')),
  -- HH:mm, Europe/Paris.
  arrived_at text,
  left_at text,
  minutes_late integer CHECK (minutes_late > 0),
  without_booking boolean NOT NULL DEFAULT false,
  author text NOT NULL,
  at timestamptz NOT NULL,
  reason text,
  PRIMARY KEY (structure_id, activity_id, date, number),
  FOREIGN KEY (structure_id, activity_id, date, number) REFERENCES bookings,
  CHECK ((state = 'late') = (minutes_late IS NOT NULL))
);
CREATE INDEX attendance_by_date ON attendance (structure_id, date);

-- Absences are attendance like another.
INSERT INTO attendance (structure_id, activity_id, date, number, state, author, at, reason)
SELECT structure_id, activity_id, date, number, CASE WHEN is_justified THEN 'absent-justified' ELSE 'absent-unjustified' END, author, at, reason
FROM absences;
DROP TABLE absences;

-- Read by few, and never without a line in the audit trail.
CREATE TABLE health_notes (
  structure_id text NOT NULL,
  family_id text NOT NULL,
  child_id text NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  notes text,
  author text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (structure_id, family_id, child_id),
  FOREIGN KEY (structure_id, child_id, family_id) REFERENCES children (structure_id, child_id, family_id)
);

ALTER TABLE activity_days ADD COLUMN animators integer CHECK (animators >= 0);
ALTER TABLE capacity_changes ADD COLUMN animators integer;

-- An absence credited back can turn out to have been a presence: the booking is debited again. Its last entry says whether it is debited.
CREATE OR REPLACE FUNCTION add_up_wallets() RETURNS trigger LANGUAGE plpgsql AS $$
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
  SET charge = CASE WHEN c.kind = 'reversal' THEN 'credited' WHEN c.reduction_cents > 0 THEN 'reduced' ELSE 'debited' END
  FROM (
    SELECT DISTINCT ON (structure_id, activity_id, activity_date, booking_number)
      structure_id, activity_id, activity_date, booking_number, kind, reduction_cents
    FROM added WHERE booking_number IS NOT NULL AND kind IN ('consumption', 'reversal')
    ORDER BY structure_id, activity_id, activity_date, booking_number, number DESC
  ) c
  WHERE b.structure_id = c.structure_id AND b.activity_id = c.activity_id AND b.date = c.activity_date AND b.number = c.booking_number;
  RETURN NULL;
END $$;
