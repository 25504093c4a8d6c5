/* A wall clock that a test sets, for one program and not for the machine: LD_PRELOAD this, compiled, and name in
 * CLOCK_FILE a file of records of three 64-bit numbers, the file padded with zeros to 64 KiB:
 *
 *   from     nanoseconds since 1970 by the machine's clock: from then on the record holds
 *   offset   what the program's clock is ahead of the machine's, in nanoseconds
 *   stands   not 0: the clock stands still at this instant, in nanoseconds since 1970
 *
 * The last record that is not zero holds; a test adds one and the clock is set, at once. What the machine noted before
 * keeps the time that it had for the program then: a file's times are read by the record of their own moment. Clocks
 * that nobody sets (CLOCK_MONOTONIC, CLOCK_BOOTTIME) are the machine's. An alarm on the wall clock is set by this
 * clock; that it rings when the clock is set (TFD_TIMER_CANCEL_ON_SET) is the one thing that is not imitated.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL
#define RECORDS (65536 / sizeof(struct record))
#define DESCRIPTORS 1024

struct record { volatile int64_t from, offset, stands; };
static const struct record *records;
/* Alarms of clocks that nobody sets are left alone. */
static char is_wall[DESCRIPTORS];

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("CLOCK_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *map = mmap(NULL, 65536, PROT_READ, MAP_SHARED, file, 0);
    if (map != MAP_FAILED) records = map;
    close(file);
}

static int64_t machine(void) {
    struct timespec t;
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

/* The record that held at an instant of the machine; before the first, that one. */
static const struct record *at(int64_t instant) {
    static const struct record none;
    if (!records || !records[0].from) return &none;
    unsigned n = 0;
    while (n + 1 < RECORDS && records[n + 1].from && records[n + 1].from <= instant) n++;
    return records + n;
}

static int64_t wall(void) {
    int64_t now = machine();
    const struct record *r = at(now);
    return r->stands ? r->stands : now + r->offset;
}

static void split(int64_t t, int64_t *seconds, int64_t *nanoseconds) {
    *seconds = t / SECOND, *nanoseconds = t % SECOND;
    if (*nanoseconds < 0) *seconds -= 1, *nanoseconds += SECOND;
}

int clock_gettime(clockid_t clock, struct timespec *t) {
    if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE) return syscall(SYS_clock_gettime, clock, t);
    split(wall(), &t->tv_sec, &t->tv_nsec);
    return 0;
}

int gettimeofday(struct timeval *t, void *zone) {
    (void)zone;
    int64_t rest;
    split(wall(), &t->tv_sec, &rest);
    t->tv_usec = rest / 1000;
    return 0;
}

time_t time(time_t *t) {
    int64_t seconds, rest;
    split(wall(), &seconds, &rest);
    if (t) *t = seconds;
    return seconds;
}

static void shift(struct timespec *t) {
    int64_t then = t->tv_sec * SECOND + t->tv_nsec;
    split(then + at(then)->offset, &t->tv_sec, &t->tv_nsec);
}

static int shifted(int result, struct stat *s) {
    if (result == 0) shift(&s->st_atim), shift(&s->st_mtim), shift(&s->st_ctim);
    return result;
}

#define REAL(name) (((__typeof__(&name))dlsym(RTLD_NEXT, #name)))
int stat(const char *path, struct stat *s) { return shifted(REAL(stat)(path, s), s); }
int lstat(const char *path, struct stat *s) { return shifted(REAL(lstat)(path, s), s); }
int fstat(int file, struct stat *s) { return shifted(REAL(fstat)(file, s), s); }
int fstatat(int folder, const char *path, struct stat *s, int flags) {
    return shifted(REAL(fstatat)(folder, path, s, flags), s);
}

int timerfd_create(int clock, int flags) {
    int file = REAL(timerfd_create)(clock, flags);
    if (file >= 0 && file < DESCRIPTORS) is_wall[file] = clock == CLOCK_REALTIME;
    return file;
}

int timerfd_settime(int file, int flags, const struct itimerspec *new, struct itimerspec *old) {
    struct itimerspec spec = *new;
    int64_t value = spec.it_value.tv_sec * SECOND + spec.it_value.tv_nsec;
    if ((flags & TFD_TIMER_ABSTIME) && value && file >= 0 && file < DESCRIPTORS && is_wall[file]) {
        int64_t now = machine();
        const struct record *r = at(now);
        int64_t rings = r->stands ? (value <= r->stands ? now : INT64_MAX / 2) : value - r->offset;
        split(rings > 0 ? rings : 1, &spec.it_value.tv_sec, &spec.it_value.tv_nsec);
    }
    return REAL(timerfd_settime)(file, flags, &spec, old);
}
