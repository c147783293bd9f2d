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

void blob_drop(struct blob *b)
{
    if (b && atomic_fetch_sub(&b->nreferences, 1) == 1) {
        buf_finish(&b->bytes);
        free(b);
    }
}
