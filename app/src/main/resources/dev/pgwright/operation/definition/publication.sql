/* pgwright:definition of a publication */
WITH p AS (
    SELECT p.*, pg_get_userbyid(p.pubowner) AS owner
    FROM pg_publication AS p
    WHERE p.pubname = {name}
)
SELECT
    1 AS n,
    'CREATE PUBLICATION ' || {identity} || CASE WHEN puballtables THEN ' FOR ALL TABLES' ELSE '' END
        || ' WITH (publish = ' || quote_literal(concat_ws(
            ', ',
            CASE WHEN pubinsert THEN 'insert' END,
            CASE WHEN pubupdate THEN 'update' END,
            CASE WHEN pubdelete THEN 'delete' END,
            CASE WHEN pubtruncate THEN 'truncate' END
        )) || ', publish_via_partition_root = ' || pubviaroot
        || coalesce(', publish_generated_columns = ' || CASE to_jsonb(p) ->> 'pubgencols'
            WHEN 's' THEN 'stored' WHEN 'n' THEN 'none'
        END, '') || ')' AS statement
FROM p
UNION ALL
SELECT
    1 + row_number() OVER (ORDER BY r.prrelid::regclass::text),
    'ALTER PUBLICATION ' || {identity} || ' ADD TABLE ' || r.prrelid::regclass
FROM p
JOIN pg_publication_rel AS r ON r.prpubid = p.oid
UNION ALL
SELECT 50000, 'ALTER PUBLICATION ' || {identity} || ' OWNER TO ' || quote_ident(owner) FROM p
UNION ALL
SELECT
    50001,
    'COMMENT ON PUBLICATION ' || {identity} || ' IS '
        || coalesce(quote_literal(obj_description(oid, 'pg_publication')), 'NULL')
FROM p
