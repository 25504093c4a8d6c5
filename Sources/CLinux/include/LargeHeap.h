#pragma once

/// Prepares the heap for a command that will keep a million things until it ends: it grows in large steps of large
/// pages, and nothing goes back to the system in between. Small pages, faulted in one by one, took a tenth of the time
/// of a long replay. Memory that is never touched is never used, so a small input costs a few system calls.
void heap_prepare_large(void);
