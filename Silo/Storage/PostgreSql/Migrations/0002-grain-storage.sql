-- Private grain state: the queries that Orleans' ADO.NET storage asks for by name, over a table with a real primary key.

CREATE TABLE OrleansQuery (
  QueryKey varchar(64) NOT NULL PRIMARY KEY,
  QueryText text NOT NULL
);

CREATE TABLE grain_states (
  service_id text NOT NULL,
  grain_type text NOT NULL,
  n0 bigint NOT NULL,
  n1 bigint NOT NULL,
  extension text NOT NULL,
  payload bytea,
  modified_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL,
  PRIMARY KEY (service_id, grain_type, n0, n1, extension)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
  SELECT payload AS PayloadBinary, version AS Version
  FROM grain_states
  WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
    AND extension = coalesce(@GrainIdExtensionString, '''')
'),
('WriteToStorageKey', '
  WITH updated AS (
    UPDATE grain_states SET payload = @PayloadBinary, modified_at = now(), version = version + 1
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
      AND extension = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion
    RETURNING version
  ), added AS (
    INSERT INTO grain_states (service_id, grain_type, n0, n1, extension, payload, version)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, 1
    WHERE CAST(@GrainStateVersion AS integer) IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version
  )
  SELECT coalesce((SELECT version FROM updated), (SELECT version FROM added), CAST(@GrainStateVersion AS integer)) AS NewGrainStateVersion
'),
('ClearStorageKey', '
  UPDATE grain_states SET payload = NULL, modified_at = now(), version = version + 1
  WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
    AND extension = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion
  RETURNING version AS NewGrainStateVersion
');
