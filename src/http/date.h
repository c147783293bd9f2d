/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP dates (RFC 9110 section 5.6.7): seconds since 1970, UTC. */
#ifndef HTTP_DATE_H
#define HTTP_DATE_H

#include <stdbool.h>
#include <time.h>

#include "base/span.h"

enum { DATE_BYTES = 32 };

/* "Sun, 06 Nov 1994 08:49:37 GMT". */
void date_write(time_t seconds, char out[DATE_BYTES]);
/* Reads that form and the two obsolete ones, RFC 850 and asctime; false for anything else. */
bool date_read(struct span text, time_t *seconds);

#endif
