/* pgwright:cron_job */
SELECT
    j.id,
    j.name,
    j.schedule,
    j.database,
    j.role,
    j.active,
    j.runs,
    j.failed_in_row,
    j.last_status,
    j.last_start,
    j.last_end,
    j.interval_seconds
FROM (
    SELECT CASE WHEN to_regclass('cron.job_run_details') IS NOT NULL THEN query_to_xml($cron$
        WITH run AS MATERIALIZED (
            SELECT d.jobid, d.runid, d.status, d.start_time, d.end_time
            FROM cron.job_run_details AS d
            WHERE d.runid > (SELECT max(m.runid) - 10000 FROM cron.job_run_details AS m)
        )
        SELECT job.jobid AS id, job.jobname AS name, job.schedule, job.database, job.username AS role, job.active,
            r.runs, r.failed_in_row, l.status AS last_status, l.start_time AS last_start, l.end_time AS last_end,
            r.interval_seconds
        FROM cron.job AS job
        CROSS JOIN LATERAL (
            SELECT
                count(*) AS runs,
                count(*) FILTER (
                    WHERE run.status = 'failed' AND run.runid > coalesce(
                        (SELECT max(s.runid) FROM run AS s WHERE s.jobid = job.jobid AND s.status = 'succeeded'), 0)
                ) AS failed_in_row,
                extract(epoch FROM max(run.start_time) - min(run.start_time)) / nullif(count(run.start_time) - 1, 0)
                    AS interval_seconds
            FROM run
            WHERE run.jobid = job.jobid
        ) AS r
        LEFT JOIN LATERAL (
            SELECT run.status, run.start_time, run.end_time
            FROM run
            WHERE run.jobid = job.jobid
            ORDER BY run.runid DESC
            LIMIT 1
        ) AS l ON true
    $cron$, false, false, '') END AS document
) AS q
CROSS JOIN LATERAL xmltable('/table/row' PASSING q.document COLUMNS
    id bigint,
    name text,
    schedule text,
    database text,
    role text,
    active boolean,
    runs bigint,
    failed_in_row bigint,
    last_status text,
    last_start timestamptz,
    last_end timestamptz,
    interval_seconds float8
) AS j
ORDER BY j.name COLLATE "C", j.schedule COLLATE "C", j.id
