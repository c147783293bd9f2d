/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/blob.h"

#include <stdlib.h>

#include "http/memory.h"

struct blob *blob_create(struct buf *bytes)
{
    struct blob *b = zeroed(sizeof *b);
    b->nreferences = 1;
    b->bytes = *bytes;
    *bytes = BUF_EMPTY;
    return b;
}

struct blob *blob_hold(struct blob *b)
{
    atomic_fetch_add(&b->nreferences, 1);
    return b;
}

void blob_count(struct blob *b, atomic_size_t *counted)
{
    if (b->counted)
        return;
    b->counted = counted;
    atomic_fetch_add(counted, b->bytes.n);
}

void blob_drop(struct blob *b)
{
    if (b && atomic_fetch_sub(&b->nreferences, 1) == 1) {
        if (b->counted)
            atomic_fetch_sub(b->counted, b->bytes.n);
        buf_finish(&b->bytes);
        free(b);
    }
}
