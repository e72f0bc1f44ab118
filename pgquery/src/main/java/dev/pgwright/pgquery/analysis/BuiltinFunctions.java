package dev.pgwright.pgquery.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Column names of PostgreSQL's own functions that are called in FROM and name their results (OUT parameters in
 * pg_proc.dat). All others return a scalar, named after the function or its alias.
 */
final class BuiltinFunctions {
    private static final Map<String, List<String>> COLUMNS = new HashMap<>();

    static {
        for (String type : List.of("json", "jsonb")) {
            put(type + "_each", "key value");
            put(type + "_each_text", "key value");
            put(type + "_array_elements", "value");
            put(type + "_array_elements_text", "value");
        }
        put("aclexplode", "grantor grantee privilege_type is_grantable");
        put("pg_options_to_table", "option_name option_value");
        put("ts_stat", "word ndoc nentry");
        put("ts_parse", "tokid token");
        put("ts_token_type", "tokid alias description");
        put("ts_debug", "alias description token dictionaries dictionary lexemes");
        put("pg_get_keywords", "word catcode barelabel catdesc baredesc");
        put(
                "pg_lock_status",
                "locktype database relation page tuple virtualxid transactionid classid objid objsubid "
                        + "virtualtransaction pid mode granted fastpath waitstart");
        put(
                "pg_show_all_settings",
                "name setting unit category short_desc extra_desc context vartype source min_val "
                        + "max_val enumvals boot_val reset_val sourcefile sourceline pending_restart");
        put("pg_timezone_names", "name abbrev utc_offset is_dst");
        put("pg_timezone_abbrevs", "abbrev utc_offset is_dst");
        put("pg_available_extensions", "name default_version comment");
        put("pg_stat_file", "size access modification change creation isdir");
        put("pg_ls_waldir", "name size modification");
        put("pg_ls_logdir", "name size modification");
        put(
                "pg_control_checkpoint",
                "checkpoint_lsn redo_lsn redo_wal_file timeline_id prev_timeline_id "
                        + "full_page_writes next_xid next_oid next_multixact_id next_multi_offset oldest_xid oldest_xid_dbid "
                        + "oldest_active_xid oldest_multi_xid oldest_multi_dbid oldest_commit_ts_xid newest_commit_ts_xid "
                        + "checkpoint_time");
        put("pg_partition_tree", "relid parentrelid isleaf level");
        put("pg_partition_ancestors", "relid");
        put(
                "pg_event_trigger_ddl_commands",
                "classid objid objsubid command_tag object_type schema_name " + "object_identity in_extension command");
        put(
                "pg_event_trigger_dropped_objects",
                "classid objid objsubid original normal is_temporary object_type "
                        + "schema_name object_name object_identity address_names address_args");
        put("pg_logical_slot_get_changes", "lsn xid data");
        put("pg_logical_slot_peek_changes", "lsn xid data");
        put("pg_walfile_name_offset", "file_name file_offset");
        put(
                "pg_sequence_parameters",
                "start_value minimum_value maximum_value increment cycle_option cache_size " + "data_type");
        put("pg_identify_object", "type schema name identity");
        put(
                "pg_stat_get_wal_receiver",
                "pid status receive_start_lsn receive_start_tli written_lsn flushed_lsn "
                        + "received_tli last_msg_send_time last_msg_receipt_time latest_end_lsn latest_end_time slot_name "
                        + "sender_host sender_port conninfo");
    }

    private BuiltinFunctions() {}

    private static void put(String function, String columns) {
        COLUMNS.put(function, List.of(columns.split(" ", -1)));
    }

    /** Empty for a function that returns a scalar, or is none of PostgreSQL's. */
    static Optional<List<String>> columns(String name) {
        return Optional.ofNullable(COLUMNS.get(name));
    }
}
