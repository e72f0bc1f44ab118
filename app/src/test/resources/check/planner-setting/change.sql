-- SETTING: The planner decides about effective_cache_size as on the rest of the server
ALTER DATABASE "bad-planner-setting" RESET "effective_cache_size"; -- none
-- undo
ALTER DATABASE "bad-planner-setting" SET "effective_cache_size" = '1024'; -- none

-- SETTING: The planner decides about enable_hashjoin as on the rest of the server
ALTER DATABASE "bad-planner-setting" RESET "enable_hashjoin"; -- none
-- undo
ALTER DATABASE "bad-planner-setting" SET "enable_hashjoin" = 'off'; -- none

-- SETTING: The planner decides about jit_above_cost as on the rest of the server
ALTER DATABASE "bad-planner-setting" RESET "jit_above_cost"; -- none
-- undo
ALTER DATABASE "bad-planner-setting" SET "jit_above_cost" = '10'; -- none

-- SETTING: The planner decides about max_parallel_workers_per_gather as on the rest of the server
ALTER DATABASE "bad-planner-setting" RESET "max_parallel_workers_per_gather"; -- none
-- undo
ALTER DATABASE "bad-planner-setting" SET "max_parallel_workers_per_gather" = '0'; -- none

-- SETTING: The planner decides about random_page_cost as on the rest of the server
ALTER DATABASE "bad-planner-setting" RESET "random_page_cost"; -- none
-- undo
ALTER DATABASE "bad-planner-setting" SET "random_page_cost" = '8'; -- none

-- SETTING: The planner decides about work_mem as on the rest of the server
ALTER DATABASE "bad-planner-setting" RESET "work_mem"; -- none
-- undo
ALTER DATABASE "bad-planner-setting" SET "work_mem" = '128kB'; -- none
