-- The beginning of a longer index, once in its order and once in the opposite one.
CREATE TABLE public.bookings (id int PRIMARY KEY, status text, room int, created_at timestamptz);
CREATE INDEX idx_status ON public.bookings (status);
CREATE INDEX idx_status_created ON public.bookings (status, created_at);
CREATE INDEX idx_room ON public.bookings (room DESC, id DESC);
CREATE INDEX idx_room_created ON public.bookings (room, id, created_at);
