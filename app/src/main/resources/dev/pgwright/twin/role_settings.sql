/* What a role would get at login, the database's own last. */
SELECT set_config(split_part(c.text, '=', 1), substr(c.text, strpos(c.text, '=') + 1), false)
FROM pg_db_role_setting AS s
JOIN pg_roles AS r ON r.oid = s.setrole
CROSS JOIN LATERAL unnest(s.setconfig) AS c (text)
WHERE r.rolname = :role
    AND s.setdatabase IN (0, (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database()))
ORDER BY s.setdatabase
