/* pgwright:file_setting */
SELECT
    f.sourcefile AS file,
    f.sourceline AS line,
    lower(f.name) AS name,
    CASE WHEN f.name !~* '(secret|passw|passphrase|token|credential|conninfo|[.].*key)' THEN f.setting END AS value,
    f.applied,
    CASE WHEN NOT EXISTS (SELECT FROM pg_settings AS s WHERE s.name = f.name AND s.pending_restart) THEN f.error END
        AS error
FROM pg_file_settings AS f
ORDER BY f.seqno
