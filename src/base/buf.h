/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes that grow and are owned. Always NUL-terminated behind the last byte once anything was added. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/span.h"

struct buf {
    char *p;
    size_t n, capacity; /* bytes */
};

#define BUF_EMPTY ((struct buf){0})

void buf_finish(struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory */
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_add_span(struct buf *b, struct span text);
void buf_add_text(struct buf *b, const char *text);
void buf_add_byte(struct buf *b, char byte);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for n more bytes behind the end; the caller raises b->n by what it wrote. */
char *buf_reserve(struct buf *b, size_t n);
struct span buf_span(const struct buf *b);

#endif
