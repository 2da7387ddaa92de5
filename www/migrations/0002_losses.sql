-- What clients lost, by the name that each makes up when it does. Told several times, the highest count is right.
CREATE TABLE losses (
  client TEXT PRIMARY KEY,
  lost INTEGER NOT NULL,
  received INTEGER NOT NULL
);
