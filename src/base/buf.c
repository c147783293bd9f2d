/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void buf_finish(struct buf *b)
{
    free(b->p);
    *b = BUF_EMPTY;
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    if (b->p)
        b->p[0] = '\0';
}

char *buf_reserve(struct buf *b, size_t n)
{
    if (b->capacity - b->n <= n) {
        size_t wider = (b->capacity ? b->capacity * 2 : 256);
        while (wider - b->n <= n)
            wider *= 2;
        char *p = realloc(b->p, wider);
        if (!p)
            memory_exhausted();
        b->p = p;
        b->capacity = wider;
    }
    return b->p + b->n;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    char *end = buf_reserve(b, n);
    if (n)
        memcpy(end, bytes, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_add_span(struct buf *b, struct span text)
{
    buf_add(b, text.p, text.n);
}

void buf_add_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_add_byte(struct buf *b, char byte)
{
    buf_add(b, &byte, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    vsnprintf(buf_reserve(b, (size_t)n), (size_t)n + 1, format, again);
    va_end(again);
    b->n += (size_t)n;
}

struct span buf_span(const struct buf *b)
{
    return (struct span){b->p ? b->p : "", b->n};
}
