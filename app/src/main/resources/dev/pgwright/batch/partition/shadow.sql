/* pgwright:shadow: makes the partitioned table; partitions are made between 99 and 100 */
WITH c AS (SELECT c.* FROM pg_class AS c WHERE c.oid = to_regclass({table}))
SELECT
    1 AS n,
    'CREATE TABLE ' || {shadow} || ' (LIKE ' || {table} || ' INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED'
        || ' INCLUDING IDENTITY INCLUDING STORAGE INCLUDING COMPRESSION INCLUDING COMMENTS) PARTITION BY RANGE ('
        || quote_ident({column}) || ')' AS statement
UNION ALL
SELECT
    2,
    'ALTER TABLE ' || {shadow} || ' ADD CONSTRAINT ' || quote_ident({new_key}) || ' PRIMARY KEY (' || quote_ident(a.attname)
        || CASE WHEN a.attname = {column} THEN '' ELSE ', ' || quote_ident({column}) END || ')'
FROM c
JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
UNION ALL
SELECT 3, 'ALTER TABLE ' || {shadow} || ' ENABLE ROW LEVEL SECURITY' FROM c WHERE relrowsecurity
UNION ALL
SELECT 5, {revoke}
UNION ALL
SELECT
    100 + a.attnum,
    'ALTER TABLE ' || {shadow} || ' ALTER COLUMN ' || quote_ident(a.attname) || ' SET STATISTICS ' || a.attstattarget
FROM c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE nullif(a.attstattarget, -1) IS NOT NULL
UNION ALL
SELECT
    2000 + a.attnum,
    'ALTER TABLE ' || {shadow} || ' ALTER COLUMN ' || quote_ident(a.attname) || ' SET (' || (
        SELECT string_agg(quote_ident(option_name) || ' = ' || quote_literal(option_value), ', ') FROM pg_options_to_table(a.attoptions)
    ) || ')'
FROM c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE a.attoptions IS NOT NULL
UNION ALL
SELECT 4000, 'COMMENT ON TABLE ' || {shadow} || ' IS ' || quote_literal(concat_ws(E'\n', obj_description(c.oid, 'pg_class'), {rule}))
FROM c
UNION ALL
SELECT 4001, 'REVOKE ALL ON TABLE ' || {shadow} || ' FROM ' || quote_ident(pg_get_userbyid(relowner)) FROM c WHERE relacl IS NOT NULL
UNION ALL
SELECT
    4002,
    'GRANT ' || a.privilege_type || ' ON TABLE ' || {shadow} || ' TO '
        || CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
        || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
FROM c, aclexplode(relacl) AS a
UNION ALL
SELECT
    4003,
    'GRANT ' || x.privilege_type || ' (' || quote_ident(a.attname) || ') ON TABLE ' || {shadow} || ' TO '
        || CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END
        || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
FROM c
JOIN pg_attribute AS a ON a.attrelid = c.oid
CROSS JOIN aclexplode(a.attacl) AS x
UNION ALL
SELECT
    5000,
    'DO $pgwright$ DECLARE t regclass; BEGIN FOR t IN SELECT ' || quote_literal({shadow}) || '::regclass UNION ALL SELECT inhrelid FROM pg_inherits'
        || ' WHERE inhparent = ' || quote_literal({shadow}) || '::regclass LOOP EXECUTE format(''ALTER TABLE %s OWNER TO %I'', t, '
        || quote_literal(pg_get_userbyid(relowner)) || '); END LOOP; END $pgwright$'
FROM c
WHERE relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
ORDER BY n, statement
