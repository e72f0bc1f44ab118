CREATE SCHEMA IF NOT EXISTS pgwright_batch;
REVOKE ALL ON SCHEMA pgwright_batch FROM PUBLIC;
CREATE TABLE IF NOT EXISTS pgwright_batch.job (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  relation text NOT NULL,
  -- the work of one chunk; with the relation it tells whether a run resumes this job
  statement text NOT NULL,
  key_type text NOT NULL,
  -- running, paused, done
  state text NOT NULL DEFAULT 'running',
  chunk_rows integer NOT NULL,
  -- the last key when the job began; rows that come later are not its business
  last_key text,
  cut_to text,
  cut_all boolean NOT NULL DEFAULT false,
  begun_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS job_open ON pgwright_batch.job (relation, md5(statement)) WHERE state <> 'done';
CREATE TABLE IF NOT EXISTS pgwright_batch.chunk (
  job_id integer NOT NULL REFERENCES pgwright_batch.job (id) ON DELETE CASCADE,
  number integer NOT NULL,
  from_key text NOT NULL,
  to_key text NOT NULL,
  -- rows of the range when it was cut: what the next sizes are reckoned from
  planned integer,
  worker text,
  lease_until timestamptz,
  rows bigint,
  done_at timestamptz,
  PRIMARY KEY (job_id, number)
);
DO $planned$ BEGIN
  -- ALTER TABLE waits for running workers even when the column is there
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = 'pgwright_batch.chunk'::regclass
      AND attname = 'planned') THEN
    ALTER TABLE pgwright_batch.chunk ADD COLUMN planned integer;
  END IF;
END $planned$;
