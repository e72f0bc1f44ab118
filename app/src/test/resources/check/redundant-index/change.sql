-- DROP: Index idx_room_created finds the same rows, so writes need not keep both up to date
DROP INDEX CONCURRENTLY IF EXISTS "public"."idx_room"; -- SHARE UPDATE EXCLUSIVE
-- undo
CREATE INDEX CONCURRENTLY idx_room ON public.bookings USING btree (room DESC, id DESC); -- SHARE UPDATE EXCLUSIVE

-- DROP: Index idx_status_created finds the same rows, so writes need not keep both up to date
DROP INDEX CONCURRENTLY IF EXISTS "public"."idx_status"; -- SHARE UPDATE EXCLUSIVE
-- undo
CREATE INDEX CONCURRENTLY idx_status ON public.bookings USING btree (status); -- SHARE UPDATE EXCLUSIVE
