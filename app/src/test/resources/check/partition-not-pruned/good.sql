-- The day is named in a condition, or through a join; rows that are put in need no condition.
CREATE TABLE public.visits (day date NOT NULL, page text NOT NULL, PRIMARY KEY (day, page)) PARTITION BY RANGE (day);
DO $$
DECLARE
  first date := date_trunc('month', now() AT TIME ZONE 'UTC');
  month date;
BEGIN
  FOR i IN 0..2 LOOP
    month := first + i * interval '1 month';
    EXECUTE format('CREATE TABLE public.visits_p%s PARTITION OF public.visits FOR VALUES FROM (%L) TO (%L)',
      to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
  END LOOP;
END $$;
CREATE TABLE public.days (day date PRIMARY KEY);
SELECT count(*) FROM public.visits WHERE page = 'home' AND day > now() - interval '1 day';
SELECT count(*) FROM public.visits AS v JOIN public.days AS d ON d.day = v.day;
INSERT INTO public.visits VALUES (now() AT TIME ZONE 'UTC', 'page 1');
SELECT count(*) FROM public.visits WHERE page = 'home' AND day > now() - interval '1 day';
SELECT count(*) FROM public.visits AS v JOIN public.days AS d ON d.day = v.day;
INSERT INTO public.visits VALUES (now() AT TIME ZONE 'UTC', 'page 2');
SELECT count(*) FROM public.visits WHERE page = 'home' AND day > now() - interval '1 day';
SELECT count(*) FROM public.visits AS v JOIN public.days AS d ON d.day = v.day;
INSERT INTO public.visits VALUES (now() AT TIME ZONE 'UTC', 'page 3');
SELECT count(*) FROM public.visits WHERE page = 'home' AND day > now() - interval '1 day';
SELECT count(*) FROM public.visits AS v JOIN public.days AS d ON d.day = v.day;
INSERT INTO public.visits VALUES (now() AT TIME ZONE 'UTC', 'page 4');
SELECT count(*) FROM public.visits WHERE page = 'home' AND day > now() - interval '1 day';
SELECT count(*) FROM public.visits AS v JOIN public.days AS d ON d.day = v.day;
INSERT INTO public.visits VALUES (now() AT TIME ZONE 'UTC', 'page 5');
