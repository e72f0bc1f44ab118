/* pgwright:role */
SELECT
    r.oid::bigint AS oid,
    r.rolname AS name,
    r.rolsuper AS superuser,
    r.rolinherit AS inherit,
    r.rolcreaterole AS create_role,
    r.rolcreatedb AS create_database,
    r.rolcanlogin AS can_login,
    r.rolreplication AS replication,
    r.rolbypassrls AS bypass_rls,
    r.rolconnlimit AS connection_limit,
    CASE WHEN isfinite(r.rolvaliduntil) THEN r.rolvaliduntil END AS valid_until,
    ARRAY(
        SELECT DISTINCT g.rolname
        FROM pg_auth_members AS m
        JOIN pg_roles AS g ON g.oid = m.roleid
        WHERE m.member = r.oid
        ORDER BY 1
    ) AS member_of
FROM pg_roles AS r
ORDER BY r.rolname
