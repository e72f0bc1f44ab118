CREATE SCHEMA cron;
CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text NOT NULL, command text NOT NULL,
  nodename text NOT NULL DEFAULT 'localhost', nodeport int NOT NULL DEFAULT 5432, database text NOT NULL,
  username text NOT NULL, active boolean NOT NULL DEFAULT true, jobname text);
CREATE TABLE cron.job_run_details (jobid bigint, runid bigint PRIMARY KEY, job_pid int, database text, username text,
  command text, status text, return_message text, start_time timestamptz, end_time timestamptz);
INSERT INTO cron.job_run_details (jobid, runid, status, start_time, end_time)
  SELECT 1, i, 'succeeded', now() - i * interval '1 minute', now() - i * interval '1 minute'
  FROM generate_series(1, 900) AS i;
SELECT pg_stat_force_next_flush();
ANALYZE cron.job_run_details;
