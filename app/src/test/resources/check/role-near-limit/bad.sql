CREATE EXTENSION dblink;
CREATE ROLE clerk LOGIN PASSWORD 'clerk' CONNECTION LIMIT 2;
SELECT dblink_connect('a', current_setting('pgwright.connection') || ' user=clerk password=clerk');
SELECT dblink_connect('b', current_setting('pgwright.connection') || ' user=clerk password=clerk');
