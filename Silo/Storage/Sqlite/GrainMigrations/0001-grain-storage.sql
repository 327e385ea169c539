-- Private grain state: the queries that Orleans' ADO.NET storage asks for by name, over a table with a real primary key.

CREATE TABLE OrleansQuery (
  QueryKey TEXT NOT NULL PRIMARY KEY,
  QueryText TEXT NOT NULL
);

CREATE TABLE grain_states (
  service_id TEXT NOT NULL,
  grain_type TEXT NOT NULL,
  n0 INTEGER NOT NULL,
  n1 INTEGER NOT NULL,
  extension TEXT NOT NULL,
  payload BLOB,
  modified_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  version INTEGER NOT NULL,
  PRIMARY KEY (service_id, grain_type, n0, n1, extension)
) STRICT;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
  SELECT payload AS PayloadBinary, version AS Version
  FROM grain_states
  WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
    AND extension = coalesce(@GrainIdExtensionString, '''')
'),
-- One upsert: it writes when the version is the one read, or when there is no row and none was read; otherwise it returns nothing new.
('WriteToStorageKey', '
  INSERT INTO grain_states (service_id, grain_type, n0, n1, extension, payload, version)
  SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, coalesce(@GrainStateVersion, 0) + 1
  WHERE true
  ON CONFLICT DO UPDATE SET payload = excluded.payload, modified_at = CURRENT_TIMESTAMP, version = excluded.version
    WHERE version = excluded.version - 1;
  SELECT CASE WHEN changes() > 0 THEN coalesce(@GrainStateVersion, 0) + 1 ELSE @GrainStateVersion END AS NewGrainStateVersion
'),
('ClearStorageKey', '
  UPDATE grain_states SET payload = NULL, modified_at = CURRENT_TIMESTAMP, version = version + 1
  WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
    AND extension = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion
  RETURNING version AS NewGrainStateVersion
');
