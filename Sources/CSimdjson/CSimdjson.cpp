#include "CSimdjson.h"

#include <new>
#include <simdjson.h>

using namespace simdjson;

struct csimdjson_parser {
    dom::parser parser;
};

csimdjson_parser *csimdjson_create(void) { return new (std::nothrow) csimdjson_parser; }

void csimdjson_destroy(csimdjson_parser *parser) { delete parser; }

static int error_of(error_code code) {
    switch (code) {
    case SUCCESS: return csimdjson_ok;
    case EMPTY: return csimdjson_empty;
    case DEPTH_ERROR: return csimdjson_depth;
    case NUMBER_ERROR: return csimdjson_number;
    case UTF8_ERROR: return csimdjson_utf8;
    case STRING_ERROR:
    case UNESCAPED_CHARS:
    case UNCLOSED_STRING: return csimdjson_string;
    case CAPACITY: return csimdjson_too_large;
    case MEMALLOC: return csimdjson_memory;
    default: return csimdjson_syntax;
    }
}

int csimdjson_parse(csimdjson_parser *parser, const uint8_t *text, size_t length, size_t readable) {
    bool copy = readable < length || readable - length < SIMDJSON_PADDING;
    return error_of(parser->parser.parse(text, length, copy).error());
}

uint64_t *csimdjson_tape(const csimdjson_parser *parser) { return parser->parser.doc.tape.get(); }

const uint8_t *csimdjson_strings(const csimdjson_parser *parser) { return parser->parser.doc.string_buf.get(); }

size_t csimdjson_capacity(const csimdjson_parser *parser) { return parser->parser.capacity(); }
