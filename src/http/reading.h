/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reading: from what is wanted to the post, on a thread that may wait for it. */
#ifndef HTTP_READING_H
#define HTTP_READING_H

#include "http/entry.h"

enum reading_end {
    READING_FAILED,
    READING_NEW,
    READING_UNCHANGED, /* the page is what it was: the former post is taken over */
    READING_STALE,     /* its server is out of order: the same, for now */
};

/* Fills the entry's post. FAILED and STALE say why; errors: those of pool_fetch and pool_read; NOT_FOUND. */
enum reading_end reading_read(struct entry *e, struct error *err);

#endif
