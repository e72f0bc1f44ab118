/* pgwright:definition of a statistics object */
WITH s AS (
    SELECT s.*, pg_get_userbyid(s.stxowner) AS owner
    FROM pg_statistic_ext AS s
    JOIN pg_namespace AS n ON n.oid = s.stxnamespace
    WHERE n.nspname = {schema} AND s.stxname = {name}
)
SELECT 1 AS n, pg_get_statisticsobjdef(oid) AS statement FROM s
UNION ALL
SELECT 2, 'ALTER STATISTICS ' || {identity} || ' SET STATISTICS ' || stxstattarget
FROM s
WHERE nullif(stxstattarget, -1) IS NOT NULL
UNION ALL
SELECT 3, 'ALTER STATISTICS ' || {identity} || ' OWNER TO ' || quote_ident(owner) FROM s
UNION ALL
SELECT
    4,
    'COMMENT ON STATISTICS ' || {identity} || ' IS '
        || coalesce(quote_literal(obj_description(oid, 'pg_statistic_ext')), 'NULL')
FROM s
UNION ALL
SELECT 5, 'ANALYZE ' || stxrelid::regclass FROM s
