/* pgwright:database */
SELECT
    d.oid::bigint AS oid,
    d.datname AS name,
    r.rolname AS owner,
    pg_encoding_to_char(d.encoding) AS encoding,
    CASE d.datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END AS locale_provider,
    d.datcollate AS collate,
    d.datctype AS ctype,
    d.datcollversion AS collation_version,
    CASE WHEN d.datname = current_database()
        THEN pg_database_collation_actual_version(d.oid)
    END AS actual_collation_version,
    d.datistemplate AS template,
    d.datallowconn AS allows_connections,
    d.datconnlimit AS connection_limit,
    age(d.datfrozenxid) AS frozen_xid_age,
    mxid_age(d.datminmxid) AS min_multixact_age,
    t.spcname AS tablespace,
    d.datname = current_database() AS current
FROM pg_database AS d
LEFT JOIN pg_roles AS r ON r.oid = d.datdba
LEFT JOIN pg_tablespace AS t ON t.oid = d.dattablespace
ORDER BY d.datname
