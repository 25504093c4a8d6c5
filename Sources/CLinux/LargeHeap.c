#include "LargeHeap.h"

#include <malloc.h>

void heap_prepare_large(void) {
    mallopt(M_TOP_PAD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, -1);
}

void heap_use_one_arena(void) { mallopt(M_ARENA_MAX, 1); }
