#define _GNU_SOURCE
#include "FileBirth.h"

#include <fcntl.h>
#include <sys/stat.h>

int file_birth(int descriptor, int64_t *seconds, int64_t *nanoseconds) {
    struct statx status;
    if (statx(descriptor, "", AT_EMPTY_PATH, STATX_BTIME, &status) != 0) return 0;
    if (!(status.stx_mask & STATX_BTIME)) return 0;
    *seconds = status.stx_btime.tv_sec;
    *nanoseconds = status.stx_btime.tv_nsec;
    return 1;
}
