/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finished bytes that several answers share; freed with the last reference, from any thread. */
#ifndef HTTP_BLOB_H
#define HTTP_BLOB_H

#include <stdatomic.h>

#include "base/buf.h"

struct blob {
    atomic_int nreferences;
    struct buf bytes;       /* never changed */
    atomic_size_t *counted; /* where its bytes are counted as long as it lives; NULL: nowhere */
};

struct blob *blob_create(struct buf *bytes); /* takes the bytes over and leaves *bytes empty */
struct blob *blob_hold(struct blob *b);      /* one reference more; returns b */
/* Counts it there, unless it is counted already. It outlives the blob. Not from two threads at once. */
void blob_count(struct blob *b, atomic_size_t *counted);
void blob_drop(struct blob *b); /* NULL is harmless */

#endif
