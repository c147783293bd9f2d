/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form in which stages' products cross a process boundary: fixed-width little-endian numbers and
 * byte strings with their length before them. The reader is strict: anything cut short or too long sets
 * 'bad', after which every get returns zero or empty, so a parser checks once at its end. */
#ifndef BASE_WIRE_H
#define BASE_WIRE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct wire {
    struct span rest;
    bool bad;
};

void wire_put_u32(struct buf *b, uint32_t value);
void wire_put_u64(struct buf *b, uint64_t value);
void wire_put_span(struct buf *b, struct span bytes); /* at most UINT32_MAX bytes */

uint32_t wire_get_u32(struct wire *w);
uint64_t wire_get_u64(struct wire *w);
/* Points into the message. */
struct span wire_get_span(struct wire *w);
/* A number that must lie in [0, limit]. */
uint32_t wire_get_u32_max(struct wire *w, uint32_t limit);
/* A count of elements of at least element_bytes each: cannot exceed what the rest of the message could hold.
 */
uint32_t wire_get_count(struct wire *w, size_t element_bytes);
/* Everything read and nothing wrong? */
bool wire_done(const struct wire *w);

#endif
