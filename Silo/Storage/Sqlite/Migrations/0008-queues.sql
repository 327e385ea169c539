-- The review queue: bookings under review in order of arrival, however many others there are.

CREATE INDEX bookings_under_review ON bookings (structure_id, asked_at, activity_id, date, number) WHERE status = 'under-review';
