/* Exact pages; pg_relation_size holds ACCESS SHARE for the call. What another session holds or awaits ACCESS EXCLUSIVE
   on is left out, since it would make us wait. */
WITH locked AS MATERIALIZED (
    SELECT l.relation AS oid
    FROM pg_locks AS l
    WHERE l.mode = 'AccessExclusiveLock'
        AND l.relation IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
)
SELECT c.oid::bigint, pg_relation_size(c.oid) / current_setting('block_size')::int
FROM pg_class AS c
WHERE c.oid = ANY (:oids::oid[])
    AND c.oid NOT IN (SELECT k.oid FROM locked AS k)
