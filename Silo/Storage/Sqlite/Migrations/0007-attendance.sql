-- What became of bookings on their day, health notes, animators.

CREATE TABLE attendance (
  structure_id TEXT NOT NULL,
  activity_id TEXT NOT NULL,
  date TEXT NOT NULL,
  number INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('present', 'late', 'absent-justified', 'absent-unjustified')),
  -- HH:mm, Europe/Paris.
  arrived_at TEXT,
  left_at TEXT,
  minutes_late INTEGER CHECK (minutes_late > 0),
  without_booking INTEGER NOT NULL DEFAULT 0,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (structure_id, activity_id, date, number),
  FOREIGN KEY (structure_id, activity_id, date, number) REFERENCES bookings,
  CHECK ((state = 'late') = (minutes_late IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_by_date ON attendance (structure_id, date);

-- Absences are attendance like another.
INSERT INTO attendance (structure_id, activity_id, date, number, state, author, at, reason)
SELECT structure_id, activity_id, date, number, CASE WHEN is_justified THEN 'absent-justified' ELSE 'absent-unjustified' END, author, at, reason
FROM absences;
DROP TABLE absences;

-- Read by few, and never without a line in the audit trail.
CREATE TABLE health_notes (
  structure_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  child_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  notes TEXT,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (structure_id, family_id, child_id),
  FOREIGN KEY (structure_id, child_id, family_id) REFERENCES children (structure_id, child_id, family_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE activity_days ADD COLUMN animators INTEGER CHECK (animators >= 0);
ALTER TABLE capacity_changes ADD COLUMN animators INTEGER;
