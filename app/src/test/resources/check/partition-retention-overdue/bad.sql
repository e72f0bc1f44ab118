-- Three months are kept, the present one included; three older ones are still there. Beside a default partition.
CREATE TABLE public.visits (day date NOT NULL, page text NOT NULL, PRIMARY KEY (day, page)) PARTITION BY RANGE (day);
COMMENT ON TABLE public.visits IS E'Who looked at what.\npgwright: keep 3 months';
DO $$
DECLARE
  first date := date_trunc('month', now() AT TIME ZONE 'UTC');
  month date;
BEGIN
  FOR i IN -5..2 LOOP
    month := first + i * interval '1 month';
    EXECUTE format('CREATE TABLE public.visits_p%s PARTITION OF public.visits FOR VALUES FROM (%L) TO (%L)',
      to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
  END LOOP;
END $$;
CREATE TABLE public.visits_default PARTITION OF public.visits DEFAULT;
