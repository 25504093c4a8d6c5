#pragma once

/// How many bytes at the end of each page hold its sum: the "reserved space" that a database is made with
/// (SQLITE_FCNTL_RESERVE_BYTES), byte 20 of its first page. A database with another number there has no sums.
enum { page_sum_bytes = 8 };

/// For sqlite3_file_control: which pages are read though their sums are wrong, an int: 0 none, 1 the first, which has the
/// names of the tables and without which nothing can be read, 2 all. To save what can be saved.
enum { page_sums_trust = 0x70534d54 };

/// From now on every database of this process whose pages have room for a sum gets one with each page that is written
/// to its file, and a page whose sum is wrong is not read: SQLITE_IOERR_DATA.
///
/// It is laid between SQLite and its default VFS, and is the default VFS afterwards. Calling it again does nothing.
/// @return 0, or SQLite's code.
int page_sums_install(void);

/// Whether the write-ahead log stays as it is when a connection (a sqlite3 *) is closed. SQLite else takes over what is
/// good of it, and removes the rest.
void keep_log_at_close(void *connection, int keep);
