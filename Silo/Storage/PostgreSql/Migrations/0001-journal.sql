-- What the journal keeps. The structure comes first in every key, so that structures can one day be distributed over servers.

CREATE TABLE streams (
  structure_id text NOT NULL,
  name text NOT NULL,
  version bigint NOT NULL,
  previous bigint NOT NULL,
  PRIMARY KEY (structure_id, name),
  CHECK (version > previous)
);

CREATE TABLE families (
  structure_id text NOT NULL,
  family_id text NOT NULL,
  name text NOT NULL,
  email text,
  is_resident boolean NOT NULL,
  -- Takes effect with the first transmission that starts after it was given.
  pending_email text,
  pending_since timestamptz,
  PRIMARY KEY (structure_id, family_id)
);

CREATE TABLE children (
  structure_id text NOT NULL,
  child_id text NOT NULL,
  family_id text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  birth_date date NOT NULL,
  school_group text,
  PRIMARY KEY (structure_id, child_id),
  UNIQUE (structure_id, child_id, family_id),
  FOREIGN KEY (structure_id, family_id) REFERENCES families
);
CREATE INDEX children_by_family ON children (structure_id, family_id);

CREATE TABLE activity_days (
  structure_id text NOT NULL,
  activity_id text NOT NULL,
  date date NOT NULL,
  capacity integer NOT NULL CHECK (capacity >= 0),
  places_taken integer NOT NULL DEFAULT 0 CHECK (places_taken >= 0),
  waiting integer NOT NULL DEFAULT 0 CHECK (waiting >= 0),
  PRIMARY KEY (structure_id, activity_id, date)
);
CREATE INDEX activity_days_by_date ON activity_days (structure_id, date);

CREATE TABLE bookings (
  structure_id text NOT NULL,
  activity_id text NOT NULL,
  date date NOT NULL,
  number bigint NOT NULL,
  child_id text NOT NULL,
  family_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('accepted', 'under-review', 'waitlisted', 'refused', 'cancelled')),
  asked_at timestamptz NOT NULL,
  last_movement bigint NOT NULL,
  PRIMARY KEY (structure_id, activity_id, date, number),
  FOREIGN KEY (structure_id, child_id, family_id) REFERENCES children (structure_id, child_id, family_id)
);
-- A child has one live booking on an activity-day at most.
CREATE UNIQUE INDEX bookings_one_live_per_child ON bookings (structure_id, activity_id, date, child_id)
  WHERE status IN ('accepted', 'under-review', 'waitlisted');
CREATE INDEX bookings_by_family ON bookings (structure_id, family_id, date);

CREATE TABLE movements (
  structure_id text NOT NULL,
  activity_id text NOT NULL,
  date date NOT NULL,
  number bigint NOT NULL,
  booking_number bigint NOT NULL,
  family_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('asked', 'cancelled', 'promoted', 'accepted', 'refused', 'expired')),
  status text NOT NULL,
  author text NOT NULL,
  at timestamptz NOT NULL,
  reason text,
  run_id bigint,
  PRIMARY KEY (structure_id, activity_id, date, number)
);
-- What the next transmission takes, and what each took: a new movement only touches the first, which stays small.
CREATE INDEX movements_not_transmitted ON movements (structure_id, activity_id, date, number) WHERE run_id IS NULL;
CREATE INDEX movements_by_run ON movements (structure_id, run_id, family_id) WHERE run_id IS NOT NULL;

CREATE TABLE capacity_changes (
  structure_id text NOT NULL,
  activity_id text NOT NULL,
  date date NOT NULL,
  number bigint NOT NULL,
  capacity integer NOT NULL,
  author text NOT NULL,
  at timestamptz NOT NULL,
  reason text,
  PRIMARY KEY (structure_id, activity_id, date, number)
);

-- The second wall. The places of a day are counted here, from the bookings themselves and not from what a writer says, and no write may
-- take one more than the capacity in force. A capacity lowered below what is taken stays legal: places may then only become free.

CREATE FUNCTION count_new_bookings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE activity_days d
  SET places_taken = d.places_taken + c.places, waiting = d.waiting + c.waiting
  FROM (
    SELECT structure_id, activity_id, date,
      count(*) FILTER (WHERE status IN ('accepted', 'under-review')) AS places,
      count(*) FILTER (WHERE status = 'waitlisted') AS waiting
    FROM added GROUP BY structure_id, activity_id, date
  ) c
  WHERE d.structure_id = c.structure_id AND d.activity_id = c.activity_id AND d.date = c.date;
  RETURN NULL;
END $$;

CREATE FUNCTION count_changed_bookings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE activity_days d
  SET places_taken = d.places_taken + c.places, waiting = d.waiting + c.waiting
  FROM (
    SELECT structure_id, activity_id, date, sum(place) AS places, sum(wait) AS waiting
    FROM (
      SELECT structure_id, activity_id, date,
        (status IN ('accepted', 'under-review'))::integer AS place, (status = 'waitlisted')::integer AS wait
      FROM after_change
      UNION ALL
      SELECT structure_id, activity_id, date,
        -(status IN ('accepted', 'under-review'))::integer, -(status = 'waitlisted')::integer
      FROM before_change
    ) differences
    GROUP BY structure_id, activity_id, date
    HAVING sum(place) <> 0 OR sum(wait) <> 0
  ) c
  WHERE d.structure_id = c.structure_id AND d.activity_id = c.activity_id AND d.date = c.date;
  RETURN NULL;
END $$;

CREATE FUNCTION refuse_place_beyond_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.places_taken > NEW.capacity AND NEW.places_taken > OLD.places_taken THEN
    RAISE EXCEPTION 'place beyond capacity: % of % on % %', NEW.places_taken, NEW.capacity, NEW.activity_id, NEW.date
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER bookings_added AFTER INSERT ON bookings
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_new_bookings();
CREATE TRIGGER bookings_changed AFTER UPDATE ON bookings
  REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION count_changed_bookings();
CREATE TRIGGER activity_days_within_capacity BEFORE UPDATE OF places_taken ON activity_days
  FOR EACH ROW EXECUTE FUNCTION refuse_place_beyond_capacity();

ALTER TABLE bookings ADD FOREIGN KEY (structure_id, activity_id, date) REFERENCES activity_days;
