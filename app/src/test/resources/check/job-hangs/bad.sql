CREATE SCHEMA cron;
CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text NOT NULL, command text NOT NULL,
  nodename text NOT NULL DEFAULT 'localhost', nodeport int NOT NULL DEFAULT 5432, database text NOT NULL,
  username text NOT NULL, active boolean NOT NULL DEFAULT true, jobname text);
CREATE TABLE cron.job_run_details (jobid bigint, runid bigint PRIMARY KEY, job_pid int, database text, username text,
  command text, status text, return_message text, start_time timestamptz, end_time timestamptz);
INSERT INTO cron.job (jobid, schedule, command, database, username)
  VALUES (7, '0 * * * *', 'CALL refresh()', 'shop', 'app');
INSERT INTO cron.job_run_details (jobid, runid, status, start_time, end_time)
  SELECT 7, 20 - i, 'succeeded', now() - i * interval '1 hour', now() - i * interval '1 hour' + interval '1 minute'
  FROM generate_series(9, 15) AS i;
INSERT INTO cron.job_run_details (jobid, runid, status, start_time) VALUES (7, 12, 'running', now() - interval '8 hours');
