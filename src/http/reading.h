/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reading: from what is wanted to the post, on a thread that may wait for it. */
#ifndef HTTP_READING_H
#define HTTP_READING_H

#include "http/entry.h"

/* Fills the entry's post. Errors: those of pool_fetch and pool_read; NOT_FOUND. */
bool reading_read(struct entry *e, struct error *err);

#endif
