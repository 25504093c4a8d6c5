#pragma once
// malloc_trim(3); <malloc.h> is not in Swift's Glibc module.

#include <malloc.h>

/// Gives memory that is free back to the system.
static inline void memory_trim(void) { malloc_trim(0); }
