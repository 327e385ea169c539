-- Cluster membership: the queries that Orleans' ADO.NET clustering asks for by name.

CREATE TABLE cluster_versions (
  deployment_id varchar(150) PRIMARY KEY,
  changed_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 0
);

CREATE TABLE cluster_members (
  deployment_id varchar(150) NOT NULL REFERENCES cluster_versions,
  address varchar(45) NOT NULL,
  port integer NOT NULL,
  generation integer NOT NULL,
  silo_name varchar(150) NOT NULL,
  host_name varchar(150) NOT NULL,
  status integer NOT NULL,
  proxy_port integer,
  suspect_times varchar(8000),
  start_time timestamptz(3) NOT NULL,
  alive_at timestamptz(3) NOT NULL,
  PRIMARY KEY (deployment_id, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
  WITH added AS (INSERT INTO cluster_versions (deployment_id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
  SELECT count(*)::integer FROM added
'),
('InsertMembershipKey', '
  WITH bumped AS (
    UPDATE cluster_versions SET changed_at = now(), version = version + 1
    WHERE deployment_id = @DeploymentId AND version = @Version
      AND NOT EXISTS (SELECT 1 FROM cluster_members m
        WHERE m.deployment_id = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING 1
  ), added AS (
    INSERT INTO cluster_members
      (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_at)
    SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM bumped
    RETURNING 1
  )
  SELECT count(*)::integer FROM added
'),
('UpdateMembershipKey', '
  WITH bumped AS (
    UPDATE cluster_versions SET changed_at = now(), version = version + 1
    WHERE deployment_id = @DeploymentId AND version = @Version
    RETURNING 1
  ), updated AS (
    UPDATE cluster_members SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
    WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
      AND EXISTS (SELECT 1 FROM bumped)
    RETURNING 1
  )
  SELECT count(*)::integer FROM updated
'),
('UpdateIAmAlivetimeKey', '
  UPDATE cluster_members SET alive_at = @IAmAliveTime
  WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
'),
('MembershipReadRowKey', '
  SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
    m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
    m.start_time AS StartTime, m.alive_at AS IAmAliveTime, v.version AS Version
  FROM cluster_versions v
  LEFT JOIN cluster_members m ON m.deployment_id = v.deployment_id
    AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
  WHERE v.deployment_id = @DeploymentId
'),
('MembershipReadAllKey', '
  SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
    m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
    m.start_time AS StartTime, m.alive_at AS IAmAliveTime, v.version AS Version
  FROM cluster_versions v
  LEFT JOIN cluster_members m ON m.deployment_id = v.deployment_id
  WHERE v.deployment_id = @DeploymentId
'),
('GatewaysQueryKey', '
  SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
  FROM cluster_members
  WHERE deployment_id = @DeploymentId AND status = @Status AND proxy_port > 0
'),
('DeleteMembershipTableEntriesKey', '
  DELETE FROM cluster_members WHERE deployment_id = @DeploymentId;
  DELETE FROM cluster_versions WHERE deployment_id = @DeploymentId
'),
-- 3 is Active: a silo that runs is never swept away.
('CleanupDefunctSiloEntriesKey', '
  DELETE FROM cluster_members WHERE deployment_id = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
');
