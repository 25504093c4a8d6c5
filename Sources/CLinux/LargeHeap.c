#define _GNU_SOURCE
#include "LargeHeap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void heap_prepare_large(void) {
    const uintptr_t step = 256u << 20, page = 2u << 20;
    mallopt(M_TOP_PAD, (int)step);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    // Something that does not fit the heap as it is, so that it grows by a step now.
    void *volatile piece = malloc(1 << 20);
    uintptr_t end = (uintptr_t)sbrk(0);
    uintptr_t start = (end - step + page - 1) / page * page;
    if (piece && start < end) madvise((void *)start, (end - start) / page * page, MADV_HUGEPAGE);
    free(piece);
}
