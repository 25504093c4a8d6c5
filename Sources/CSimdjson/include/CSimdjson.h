#pragma once
// simdjson's DOM parser as a small C interface: parse one document, then read its tape.
// The tape is documented in simdjson's doc/tape.md; JSONNode.swift walks it.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser and the buffers that it keeps between documents. One thread at a time.
typedef struct csimdjson_parser csimdjson_parser;

/// Why a document was refused.
enum csimdjson_error {
    csimdjson_ok = 0,
    /// Nothing but white space.
    csimdjson_empty,
    /// Brackets, commas, colons or words that are not JSON.
    csimdjson_syntax,
    /// A string with a bad escape, a raw control character or no end.
    csimdjson_string,
    /// A number that is not JSON, or one that fits neither 64 bits nor a finite double.
    csimdjson_number,
    /// Not UTF-8.
    csimdjson_utf8,
    /// Nested deeper than csimdjson_max_depth.
    csimdjson_depth,
    /// Larger than simdjson can address.
    csimdjson_too_large,
    /// No memory.
    csimdjson_memory,
};

/// Objects and arrays within each other that a document may have.
enum { csimdjson_max_depth = 1024 };

/// NULL if there is no memory.
csimdjson_parser *csimdjson_create(void);
void csimdjson_destroy(csimdjson_parser *parser);

/// Parses `length` bytes at `text`, of which `readable` (>= length) may be read.
/// With 64 readable bytes behind the text nothing is copied.
int csimdjson_parse(csimdjson_parser *parser, const uint8_t *text, size_t length, size_t readable);

/// The tape and the strings of the document parsed last; valid until the next parse, if that returned csimdjson_ok.
/// The tape is the caller's to mark.
uint64_t *csimdjson_tape(const csimdjson_parser *parser);
const uint8_t *csimdjson_strings(const csimdjson_parser *parser);

/// The size of the largest document for which there are buffers now.
size_t csimdjson_capacity(const csimdjson_parser *parser);

#ifdef __cplusplus
}
#endif
