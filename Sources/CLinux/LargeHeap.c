#include "LargeHeap.h"

#include <malloc.h>

void heap_prepare_large(void) {
    mallopt(M_TOP_PAD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, -1);
}
