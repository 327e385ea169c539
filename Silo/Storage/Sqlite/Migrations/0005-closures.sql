-- Days that staff close: nobody is booked there until a number of places is set again.

ALTER TABLE activity_days ADD COLUMN is_closed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE capacity_changes ADD COLUMN is_closure INTEGER NOT NULL DEFAULT 0;
