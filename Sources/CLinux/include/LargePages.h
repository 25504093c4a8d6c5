#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

/// Asks the system to back memory that is about to be filled with large pages, where it allows that: small ones are
/// faulted in one by one. The pages at both ends stay as they are.
static inline void memory_use_large_pages(const void *start, size_t count) {
    const uintptr_t page = 2u << 20;
    uintptr_t first = ((uintptr_t)start + page - 1) / page * page, end = ((uintptr_t)start + count) / page * page;
    if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
}
