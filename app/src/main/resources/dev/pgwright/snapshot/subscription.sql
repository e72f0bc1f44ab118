/* pgwright:subscription */
SELECT
    s.oid::bigint AS oid,
    s.subname AS name,
    r.rolname AS owner,
    s.subenabled AS enabled,
    s.subslotname AS slot,
    s.subpublications AS publications,
    NULL::bigint AS apply_errors,
    NULL::bigint AS sync_errors
FROM pg_subscription AS s
LEFT JOIN pg_roles AS r ON r.oid = s.subowner
WHERE s.subdbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
ORDER BY s.subname
