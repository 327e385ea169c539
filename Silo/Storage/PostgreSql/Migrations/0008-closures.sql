-- Days that staff close: nobody is booked there until a number of places is set again.

ALTER TABLE activity_days ADD COLUMN is_closed boolean NOT NULL DEFAULT false;
ALTER TABLE capacity_changes ADD COLUMN is_closure boolean NOT NULL DEFAULT false;
