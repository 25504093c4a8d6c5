#pragma once
// libFuzzer as a library (https://llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library"): the program keeps its
// own main, and hands over what tries one input.

#include <stddef.h>
#include <stdint.h>

/// Runs the fuzzer with the arguments of a command line. `try_one` returns 0, or -1 to keep an input out of the corpus.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*try_one)(const uint8_t *bytes, size_t count));
