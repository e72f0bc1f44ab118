/* pgwright:setting */
SELECT
    s.name,
    CASE WHEN NOT k.secret THEN s.setting END AS value,
    s.unit,
    s.category,
    s.vartype AS type,
    s.context,
    s.source,
    s.boot_val AS boot_value,
    CASE WHEN NOT k.secret THEN s.reset_val END AS reset_value,
    s.min_val AS min_value,
    s.max_val AS max_value,
    coalesce(s.enumvals, '{}') AS enum_values,
    s.pending_restart
FROM pg_settings AS s
CROSS JOIN LATERAL (
    SELECT s.name ~* '(secret|passw|passphrase|token|credential|conninfo|[.].*key)' AND s.vartype = 'string'
) AS k (secret)
ORDER BY s.name COLLATE "C"
