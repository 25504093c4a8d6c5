#pragma once
// statx(2), which Glibc hides without _GNU_SOURCE.

#include <stdint.h>

/// When the file of a descriptor was made: 1, or 0 where the file system does not know.
int file_birth(int descriptor, int64_t *seconds, int64_t *nanoseconds);
