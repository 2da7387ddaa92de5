-- How many events each client lost, by the random name of the client. Reports repeat the count; the highest one is right.
CREATE TABLE losses (
  client TEXT PRIMARY KEY,
  lost INTEGER NOT NULL,
  received INTEGER NOT NULL
);
