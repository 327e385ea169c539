-- Families as staff and imports write them.

ALTER TABLE families ADD COLUMN address text, ADD COLUMN phone text;

-- The second wall: a child's id written for another family is refused, instead of renaming that family's child.
CREATE FUNCTION refuse_child_of_another_family() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'child of another family' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER children_stay_in_their_family BEFORE UPDATE OF family_id ON children
  FOR EACH ROW WHEN (OLD.family_id <> NEW.family_id) EXECUTE FUNCTION refuse_child_of_another_family();
