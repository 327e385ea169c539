-- Families as staff and imports write them.

ALTER TABLE families ADD COLUMN address TEXT;
ALTER TABLE families ADD COLUMN phone TEXT;

-- The second wall: a child's id written for another family is refused, instead of renaming that family's child.
CREATE TRIGGER children_stay_in_their_family BEFORE UPDATE OF family_id ON children
WHEN OLD.family_id <> NEW.family_id
BEGIN
  SELECT RAISE(ABORT, 'child of another family');
END;
