/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/wire.h"

#include <assert.h>

static void put(struct buf *b, uint64_t value, int nbytes)
{
    for (int i = 0; i < nbytes; i++)
        buf_add_byte(b, (char)(value >> (8 * i)));
}

void wire_put_u32(struct buf *b, uint32_t value)
{
    put(b, value, 4);
}

void wire_put_u64(struct buf *b, uint64_t value)
{
    put(b, value, 8);
}

void wire_put_span(struct buf *b, struct span bytes)
{
    assert(bytes.n <= UINT32_MAX);
    wire_put_u32(b, (uint32_t)bytes.n);
    buf_add_span(b, bytes);
}

static struct span take(struct wire *w, size_t n)
{
    if (w->bad || w->rest.n < n) {
        w->bad = true;
        return (struct span){"", 0};
    }
    struct span bytes = {w->rest.p, n};
    w->rest = span_slice(w->rest, n, w->rest.n);
    return bytes;
}

static uint64_t get(struct wire *w, size_t nbytes)
{
    struct span bytes = take(w, nbytes);
    uint64_t value = 0;
    for (size_t i = 0; i < bytes.n; i++)
        value |= (uint64_t)(unsigned char)bytes.p[i] << (8 * i);
    return value;
}

uint32_t wire_get_u32(struct wire *w)
{
    return (uint32_t)get(w, 4);
}

uint64_t wire_get_u64(struct wire *w)
{
    return get(w, 8);
}

struct span wire_get_span(struct wire *w)
{
    return take(w, wire_get_u32(w));
}

uint32_t wire_get_u32_max(struct wire *w, uint32_t limit)
{
    uint32_t value = wire_get_u32(w);
    if (value <= limit)
        return value;
    w->bad = true;
    return 0;
}

uint32_t wire_get_count(struct wire *w, size_t element_bytes)
{
    size_t most = w->rest.n / element_bytes;
    return wire_get_u32_max(w, most < UINT32_MAX ? (uint32_t)most : UINT32_MAX);
}

bool wire_done(const struct wire *w)
{
    return !w->bad && w->rest.n == 0;
}
