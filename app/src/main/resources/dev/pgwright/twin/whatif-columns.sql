/* pgwright:whatif-columns: names that the server gave to the columns of the named indexes */
SELECT w.name AS root, a.attnum AS place, a.attname AS name
FROM unnest(?::text[]) AS w(name)
JOIN pg_attribute AS a ON a.attrelid = to_regclass(w.name)
ORDER BY w.name, a.attnum
