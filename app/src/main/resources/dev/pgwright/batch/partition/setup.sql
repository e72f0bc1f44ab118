CREATE TABLE IF NOT EXISTS pgwright_batch.conversion (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  relation text NOT NULL,
  -- column, period, retention and keys as they were asked for
  request text NOT NULL,
  -- prepared, copying, copied, swapped, done, dropped, undone
  state text NOT NULL DEFAULT 'prepared',
  job_id integer,
  -- statements of the swap, and of taking it back
  swap text NOT NULL,
  unswap text NOT NULL,
  verified text,
  lock_ms double precision,
  begun_at timestamptz NOT NULL DEFAULT now(),
  swapped_at timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS conversion_open ON pgwright_batch.conversion (relation)
  WHERE state NOT IN ('dropped', 'undone');
