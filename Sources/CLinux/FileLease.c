#define _GNU_SOURCE
#include "FileLease.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>

int file_has_writer(int fd) {
    // A writer that comes while the lease is held makes the kernel send a signal: one that is ignored by default.
    if (fcntl(fd, F_SETSIG, SIGURG) < 0) return -1;
    if (fcntl(fd, F_SETLEASE, F_RDLCK) < 0) return errno == EAGAIN ? 1 : -1;
    fcntl(fd, F_SETLEASE, F_UNLCK);
    return 0;
}
