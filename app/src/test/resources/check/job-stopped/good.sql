CREATE SCHEMA cron;
CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text NOT NULL, command text NOT NULL,
  nodename text NOT NULL DEFAULT 'localhost', nodeport int NOT NULL DEFAULT 5432, database text NOT NULL,
  username text NOT NULL, active boolean NOT NULL DEFAULT true, jobname text);
CREATE TABLE cron.job_run_details (jobid bigint, runid bigint PRIMARY KEY, job_pid int, database text, username text,
  command text, status text, return_message text, start_time timestamptz, end_time timestamptz);
-- Four hours are nothing for a daily job.
INSERT INTO cron.job (jobid, schedule, command, database, username, jobname)
  VALUES (1, '0 3 * * *', 'SELECT refresh()', 'shop', 'app', 'refresh');
INSERT INTO cron.job_run_details (jobid, runid, status, start_time, end_time)
  SELECT 1, 10 - i, 'succeeded', now() - interval '4 hours' - i * interval '1 day', now() - i * interval '1 day'
  FROM generate_series(1, 6) AS i;
