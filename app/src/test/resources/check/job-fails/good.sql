CREATE SCHEMA cron;
CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text NOT NULL, command text NOT NULL,
  nodename text NOT NULL DEFAULT 'localhost', nodeport int NOT NULL DEFAULT 5432, database text NOT NULL,
  username text NOT NULL, active boolean NOT NULL DEFAULT true, jobname text);
CREATE TABLE cron.job_run_details (jobid bigint, runid bigint PRIMARY KEY, job_pid int, database text, username text,
  command text, status text, return_message text, start_time timestamptz, end_time timestamptz);
-- One failed and has succeeded since, another is switched off.
INSERT INTO cron.job (jobid, schedule, command, database, username, jobname, active)
  VALUES (1, '0 3 * * *', 'CALL tidy_up()', 'shop', 'app', 'tidy up', true),
    (2, '0 4 * * *', 'CALL old()', 'shop', 'app', 'old', false);
INSERT INTO cron.job_run_details (jobid, runid, status, start_time, end_time)
  SELECT 1 + i % 2, 10 - i, CASE WHEN i IN (2, 1) THEN 'failed' ELSE 'succeeded' END,
    now() - i * interval '12 hours' - interval '1 hour', now() - i * interval '12 hours'
  FROM generate_series(0, 9) AS i;
