#pragma once

/// Asks the processor to bring a cache line that will be read soon. Any address is allowed.
static inline void prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }
