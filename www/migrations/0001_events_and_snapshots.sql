-- Exposures. The sender makes the `id`, so a batch that is sent twice is stored once.
CREATE TABLE exposures (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  unit TEXT NOT NULL,
  unit_by TEXT NOT NULL,
  experiment TEXT NOT NULL,
  version INTEGER NOT NULL,
  flag TEXT NOT NULL,
  variant TEXT NOT NULL,
  reason TEXT,
  revision INTEGER,
  received INTEGER NOT NULL
);
CREATE INDEX exposures_of_an_experiment ON exposures (experiment, version, unit_by, unit, variant, at);

-- Track events: what units did.
CREATE TABLE tracks (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  unit TEXT NOT NULL,
  unit_by TEXT NOT NULL,
  name TEXT NOT NULL,
  value REAL,
  properties TEXT,
  received INTEGER NOT NULL
);
CREATE INDEX tracks_of_a_unit ON tracks (unit_by, unit, name, at, value);

-- All published snapshots; the one with the highest revision is served. Without any, the Worker serves its own snapshot.json.
CREATE TABLE snapshots (
  revision INTEGER PRIMARY KEY,
  etag TEXT NOT NULL,
  text TEXT NOT NULL,
  stored INTEGER NOT NULL
);
