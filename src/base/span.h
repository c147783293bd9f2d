/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A span looks at bytes that somebody else owns; it is never NUL-terminated by contract. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
    const char *p;
    size_t n; /* bytes */
};

#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})

struct span span_of(const char *text); /* NULL gives the empty span */
bool span_equal(struct span a, struct span b);
bool span_is(struct span a, const char *text);
/* ASCII letters compare without case. */
bool span_equal_nocase(struct span a, struct span b);
bool span_is_nocase(struct span a, const char *text);
bool span_starts(struct span a, const char *prefix);
bool span_starts_nocase(struct span a, const char *prefix);
bool span_ends(struct span a, const char *suffix);
bool span_ends_nocase(struct span a, const char *suffix);
/* Offset of the first occurrence, or a.n. */
size_t span_find(struct span a, const char *needle);
size_t span_find_nocase(struct span a, const char *needle);
size_t span_find_byte(struct span a, char byte);
/* Bytes [from, to), clamped to the span. */
struct span span_slice(struct span a, size_t from, size_t to);
/* Without ASCII white space at both ends. */
struct span span_trim(struct span a);
/* Takes the bytes before the next separator off *rest (and the separator); false when *rest is used up. */
bool span_split(struct span *rest, char separator, struct span *part);
/* The next line without its LF or CRLF; false at the end. */
bool span_line(struct span *rest, struct span *line);

#endif
