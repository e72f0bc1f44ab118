DROP ROLE clerk;
DROP ROLE IF EXISTS former_clerk;
