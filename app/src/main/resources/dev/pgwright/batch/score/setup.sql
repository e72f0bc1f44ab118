CREATE SCHEMA IF NOT EXISTS pgwright_batch;
REVOKE ALL ON SCHEMA pgwright_batch FROM PUBLIC;
CREATE TABLE IF NOT EXISTS pgwright_batch.score_output (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  view text NOT NULL UNIQUE,
  -- what the view shows; the swap is an update of this row
  current integer NOT NULL DEFAULT 0,
  -- kept until the next run, to go back to
  previous integer NOT NULL DEFAULT 0,
  last integer NOT NULL DEFAULT 0,
  columns text NOT NULL,
  -- a run in pieces that has not ended: its generation, description, moment and the users that are done
  open_generation integer,
  open_description text,
  open_as_of timestamptz,
  open_users bigint,
  changed_at timestamptz NOT NULL DEFAULT now()
);
