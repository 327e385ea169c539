-- What the journal keeps. Dates are yyyy-MM-dd, instants ISO 8601 in UTC: their text sorts as they do.

CREATE TABLE streams (
  structure_id TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  previous INTEGER NOT NULL,
  PRIMARY KEY (structure_id, name),
  CHECK (version > previous)
) STRICT, WITHOUT ROWID;

CREATE TABLE families (
  structure_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  is_resident INTEGER NOT NULL,
  -- Takes effect with the first transmission that starts after it was given.
  pending_email TEXT,
  pending_since TEXT,
  PRIMARY KEY (structure_id, family_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE children (
  structure_id TEXT NOT NULL,
  child_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  school_group TEXT,
  PRIMARY KEY (structure_id, child_id),
  UNIQUE (structure_id, child_id, family_id),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
) STRICT, WITHOUT ROWID;
CREATE INDEX children_by_family ON children (structure_id, family_id);

CREATE TABLE activity_days (
  structure_id TEXT NOT NULL,
  activity_id TEXT NOT NULL,
  date TEXT NOT NULL,
  capacity INTEGER NOT NULL CHECK (capacity >= 0),
  places_taken INTEGER NOT NULL DEFAULT 0 CHECK (places_taken >= 0),
  waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),
  PRIMARY KEY (structure_id, activity_id, date)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_days_by_date ON activity_days (structure_id, date);

CREATE TABLE bookings (
  structure_id TEXT NOT NULL,
  activity_id TEXT NOT NULL,
  date TEXT NOT NULL,
  number INTEGER NOT NULL,
  child_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('accepted', 'under-review', 'waitlisted', 'refused', 'cancelled')),
  asked_at TEXT NOT NULL,
  last_movement INTEGER NOT NULL,
  PRIMARY KEY (structure_id, activity_id, date, number),
  FOREIGN KEY (structure_id, child_id, family_id) REFERENCES children (structure_id, child_id, family_id),
  FOREIGN KEY (structure_id, activity_id, date) REFERENCES activity_days
) STRICT, WITHOUT ROWID;
-- A child has one live booking on an activity-day at most.
CREATE UNIQUE INDEX bookings_one_live_per_child ON bookings (structure_id, activity_id, date, child_id)
  WHERE status IN ('accepted', 'under-review', 'waitlisted');
CREATE INDEX bookings_by_family ON bookings (structure_id, family_id, date);

CREATE TABLE movements (
  structure_id TEXT NOT NULL,
  activity_id TEXT NOT NULL,
  date TEXT NOT NULL,
  number INTEGER NOT NULL,
  booking_number INTEGER NOT NULL,
  family_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('asked', 'cancelled', 'promoted', 'accepted', 'refused', 'expired')),
  status TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  run_id INTEGER,
  PRIMARY KEY (structure_id, activity_id, date, number)
) STRICT, WITHOUT ROWID;
-- What the next transmission takes, and what each took: a new movement only touches the first, which stays small.
CREATE INDEX movements_not_transmitted ON movements (structure_id, activity_id, date, number) WHERE run_id IS NULL;
CREATE INDEX movements_by_run ON movements (structure_id, run_id, family_id) WHERE run_id IS NOT NULL;

CREATE TABLE capacity_changes (
  structure_id TEXT NOT NULL,
  activity_id TEXT NOT NULL,
  date TEXT NOT NULL,
  number INTEGER NOT NULL,
  capacity INTEGER NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (structure_id, activity_id, date, number)
) STRICT, WITHOUT ROWID;

-- The second wall. The places of a day are counted here, from the bookings themselves and not from what a writer says, and no write may
-- take one more than the capacity in force. A capacity lowered below what is taken stays legal: places may then only become free.

CREATE TRIGGER bookings_added AFTER INSERT ON bookings
BEGIN
  UPDATE activity_days
  SET places_taken = places_taken + (NEW.status IN ('accepted', 'under-review')),
    waiting = waiting + (NEW.status = 'waitlisted')
  WHERE structure_id = NEW.structure_id AND activity_id = NEW.activity_id AND date = NEW.date;
END;

CREATE TRIGGER bookings_changed AFTER UPDATE OF status ON bookings
WHEN OLD.status <> NEW.status
BEGIN
  UPDATE activity_days
  SET places_taken = places_taken - (OLD.status IN ('accepted', 'under-review')) + (NEW.status IN ('accepted', 'under-review')),
    waiting = waiting - (OLD.status = 'waitlisted') + (NEW.status = 'waitlisted')
  WHERE structure_id = NEW.structure_id AND activity_id = NEW.activity_id AND date = NEW.date;
END;

CREATE TRIGGER activity_days_within_capacity BEFORE UPDATE OF places_taken ON activity_days
WHEN NEW.places_taken > NEW.capacity AND NEW.places_taken > OLD.places_taken
BEGIN
  SELECT RAISE(ABORT, 'place beyond capacity');
END;
