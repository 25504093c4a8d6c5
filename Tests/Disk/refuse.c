// Stands before the C library (LD_PRELOAD) and refuses what would change a folder, as a disk or a quota would.
//
// While the file REFUSE_NOW is there, calls on paths below its first line fail with the errno of its second line, and,
// if there is a third, only the calls of that name: write, create, fsync, watch; else those that write and create. A quota needs a kernel and a file system that have them; this
// needs neither.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

// The errno with which to refuse, 0 to let it pass.
static int refusal(const char *call, const char *path) {
    const char *order = getenv("REFUSE_NOW");
    if (!order || !path) return 0;
    int kept = errno, code = 0;
    int fd = syscall(SYS_openat, AT_FDCWD, order, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        char text[4200] = "", folder[4096] = "", only[64] = "";
        long n = syscall(SYS_read, fd, text, sizeof text - 1);
        syscall(SYS_close, fd);
        if (n > 0 && sscanf(text, "%4095s %d %63s", folder, &code, only) >= 2) {
            size_t length = strlen(folder);
            int below = !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
            int meant = *only ? !strcmp(only, call) : !strcmp(call, "write") || !strcmp(call, "create");
            if (!below || !meant) code = 0;
        }
    }
    errno = kept;
    return code;
}

static int refusal_fd(const char *call, int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int kept = errno;
    ssize_t n = readlink(link, path, sizeof path - 1);
    errno = kept;
    if (n < 0) return 0;
    path[n] = 0;
    return refusal(call, path);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define REFUSE(code) do { int c_ = (code); if (c_) { errno = c_; return -1; } } while (0)

ssize_t write(int fd, const void *b, size_t n) { REFUSE(refusal_fd("write", fd)); return NEXT(write)(fd, b, n); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { REFUSE(refusal_fd("write", fd)); return NEXT(pwrite)(fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) { REFUSE(refusal_fd("write", fd)); return NEXT(pwrite64)(fd, b, n, o); }
int fsync(int fd) { REFUSE(refusal_fd("fsync", fd)); return NEXT(fsync)(fd); }
int fdatasync(int fd) { REFUSE(refusal_fd("fsync", fd)); return NEXT(fdatasync)(fd); }
int syncfs(int fd) { REFUSE(refusal_fd("fsync", fd)); return NEXT(syncfs)(fd); }
int inotify_add_watch(int fd, const char *p, uint32_t m) { REFUSE(refusal("watch", p)); return NEXT(inotify_add_watch)(fd, p, m); }
int mkdir(const char *p, mode_t m) { REFUSE(refusal("create", p)); return NEXT(mkdir)(p, m); }
int link(const char *a, const char *b) { REFUSE(refusal("create", b)); return NEXT(link)(a, b); }
int ftruncate(int fd, off_t n) { REFUSE(n ? refusal_fd("write", fd) : 0); return NEXT(ftruncate)(fd, n); }
int ftruncate64(int fd, off64_t n) { REFUSE(n ? refusal_fd("write", fd) : 0); return NEXT(ftruncate64)(fd, n); }
int fallocate(int fd, int m, off_t o, off_t n) { REFUSE(refusal_fd("write", fd)); return NEXT(fallocate)(fd, m, o, n); }
int posix_fallocate(int fd, off_t o, off_t n) { int c = refusal_fd("write", fd); return c ? c : NEXT(posix_fallocate)(fd, o, n); }

static int refused_open(const char *path, int flags) {
    // An inode more, or with EROFS any opening for writing.
    int code = refusal("create", path);
    if (!code || (flags & O_ACCMODE) == O_RDONLY) return 0;
    struct stat status;
    return code == EROFS || ((flags & O_CREAT) && lstat(path, &status) != 0) ? code : 0;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list list; va_start(list, flags); mode_t mode = va_arg(list, mode_t); va_end(list); \
        REFUSE(refused_open(path, flags)); \
        return NEXT(name)(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
