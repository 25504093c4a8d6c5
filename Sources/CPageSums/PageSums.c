#include "CPageSums.h"

#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

// As https://www.sqlite.org/cksumvfs.html does it, and less: sums are made and looked at where pages pass between
// SQLite and the database file. The write-ahead log has sums of its own (https://www.sqlite.org/walformat.html).

// Behind each file object of the real VFS.
struct tail {
    sqlite3_io_methods methods;
    const sqlite3_io_methods *real;
    int has_sums;
    int trust;
};

static sqlite3_vfs *real;
static sqlite3_vfs ours;

static struct tail *tail(sqlite3_file *file) { return (struct tail *)((char *)file + (real->szOsFile + 15) / 16 * 16); }

// Each step is a bijection of the sum for a given word, and of the word for a given sum: bytes that differ within one
// word always give another sum. The place is part of it, for a page may be whole and in the wrong place.
static uint64_t sum(const unsigned char *page, int count, sqlite3_int64 offset) {
    uint64_t sum = 0x9e3779b97f4a7c15u ^ (uint64_t)offset;
    for (int at = 0; at < count; at += 8) {
        uint64_t word;
        memcpy(&word, page + at, 8);
        sum = (sum ^ word) * 0xd6e8feb86659fd93u;
        sum ^= sum >> 32;
    }
    return sum;
}

static int is_page(int count, sqlite3_int64 offset) {
    return count >= 512 && (count & (count - 1)) == 0 && offset % count == 0;
}

// The first page tells whether this database has sums: https://www.sqlite.org/fileformat.html#the_database_header
static void look_at_header(struct tail *file, const unsigned char *bytes, int count, sqlite3_int64 offset) {
    if (offset == 0 && count >= 100) {
        file->has_sums = memcmp(bytes, "SQLite format 3", 16) == 0 && bytes[20] == page_sum_bytes;
    }
}

static int read_page(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    struct tail *t = tail(file);
    int code = t->real->xRead(file, bytes, count, offset);
    if (code != SQLITE_OK) return code;
    look_at_header(t, bytes, count, offset);
    if (!t->has_sums || !is_page(count, offset)) return code;
    uint64_t found;
    memcpy(&found, (unsigned char *)bytes + count - page_sum_bytes, sizeof found);
    if (found == sum(bytes, count - page_sum_bytes, offset)) return code;
    if (t->trust == 2 || (t->trust == 1 && offset == 0)) return code;
    sqlite3_log(SQLITE_IOERR_DATA, "page %lld does not have its sum", offset / count + 1);
    return SQLITE_IOERR_DATA;
}

static int write_page(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    struct tail *t = tail(file);
    look_at_header(t, bytes, count, offset);
    if (t->has_sums && is_page(count, offset)) {
        uint64_t made = sum(bytes, count - page_sum_bytes, offset);
        // SQLite leaves these bytes to the VFS.
        memcpy((unsigned char *)bytes + count - page_sum_bytes, &made, sizeof made);
    }
    return t->real->xWrite(file, bytes, count, offset);
}

static int control(sqlite3_file *file, int code, void *argument) {
    struct tail *t = tail(file);
    if (code != page_sums_trust) return t->real->xFileControl(file, code, argument);
    t->trust = *(int *)argument;
    return SQLITE_OK;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flags_out) {
    (void)vfs;
    int code = real->xOpen(real, name, file, flags, flags_out);
    if (code != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB)) return code;
    struct tail *t = tail(file);
    t->real = file->pMethods;
    t->methods = *t->real;
    t->methods.xRead = read_page;
    t->methods.xWrite = write_page;
    t->methods.xFileControl = control;
    // Without xFetch and xUnfetch: a mapped page would be read past us.
    if (t->methods.iVersion > 2) t->methods.iVersion = 2;
    t->has_sums = t->trust = 0;
    file->pMethods = &t->methods;
    return code;
}

int page_sums_install(void) {
    if (real) return SQLITE_OK;
    int code = sqlite3_initialize();
    if (code != SQLITE_OK) return code;
    real = sqlite3_vfs_find(0);
    if (!real) return SQLITE_ERROR;
    // All else is the real one's.
    ours = *real;
    ours.zName = "pagesums";
    ours.szOsFile = (real->szOsFile + 15) / 16 * 16 + (int)sizeof(struct tail);
    ours.xOpen = open_file;
    code = sqlite3_vfs_register(&ours, 1);
    if (code != SQLITE_OK) real = 0;
    return code;
}

void keep_log_at_close(void *connection, int keep) {
    sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep, (int *)0);
}
