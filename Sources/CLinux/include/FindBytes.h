#pragma once
// memmem(3) and memrchr(3), which Glibc hides without _GNU_SOURCE.

#include <stddef.h>

/// Where some bytes stand in others; NULL if they do not.
const void *find_bytes(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

/// Where a byte stands last; NULL if it does not.
const void *find_last_byte(const void *bytes, size_t count, int wanted);
