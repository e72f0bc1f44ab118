-- What an editor leaves behind.
DO $$
BEGIN
  EXECUTE format('COPY (SELECT 1) TO PROGRAM %L',
    'cat > /dev/null; echo "wrok_mem = 64MB" >> ' || quote_literal(current_setting('config_file')));
END $$;
