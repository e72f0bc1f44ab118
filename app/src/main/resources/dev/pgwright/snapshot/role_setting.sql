/* pgwright:role_setting */
SELECT
    d.datname AS database,
    r.rolname AS role,
    split_part(c, '=', 1) AS name,
    CASE WHEN split_part(c, '=', 1) = 'password_encryption'
            OR split_part(c, '=', 1) !~* '(secret|passw|passphrase|token|credential|[.].*key)'
        THEN substr(c, strpos(c, '=') + 1)
    END AS value
FROM pg_db_role_setting AS s
LEFT JOIN pg_database AS d ON d.oid = s.setdatabase
LEFT JOIN pg_roles AS r ON r.oid = s.setrole
CROSS JOIN LATERAL unnest(s.setconfig) AS c
ORDER BY d.datname, r.rolname, c COLLATE "C"
