#pragma once

/// Prepares the heap for a command that will keep a million things until it ends: it grows in large steps, large arrays
/// lie in it too, and nothing goes back to the system in between. Memory that is never touched is never used, so a
/// small input costs a system call. (Large pages were tried: where memory is in pieces they cost more than they save.)
void heap_prepare_large(void);

/// Lets all threads share the heap of the first: those of further threads grow page by page, a system call each, and
/// here one thread at a time does the work. To be called before there are others.
void heap_use_one_arena(void);
