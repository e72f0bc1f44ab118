-- Not a beginning, or one that does more than find rows.
CREATE TABLE public.bookings (id int PRIMARY KEY, status text, room int, created_at timestamptz);
CREATE INDEX ON public.bookings (id, status);
CREATE INDEX ON public.bookings (created_at, status);
CREATE UNIQUE INDEX ON public.bookings (status);
CREATE INDEX ON public.bookings (status, created_at);
CREATE INDEX ON public.bookings (room) INCLUDE (created_at);
CREATE INDEX ON public.bookings (room, status);
CREATE INDEX ON public.bookings (room DESC, id);
