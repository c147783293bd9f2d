/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many characters each API key has had spoken today (UTC). Kept in a file, so
 * that a restart does not begin the day anew; a crash forgets a minute of it. Any thread may call. */
#ifndef HTTP_QUOTAS_H
#define HTTP_QUOTAS_H

#include <stdint.h>

#include "base/span.h"

struct quotas;

/* path: of the file, which may not exist; NULL: a restart begins the day anew. What cannot be read or written
 * is logged and otherwise nothing. */
struct quotas *quotas_create(const char *path);
void quotas_destroy(struct quotas *q);
/* Counts them for this client, the sum of an API key that was admitted. 0, or, when there would be more than
 * 'most' today, nothing is counted: seconds until tomorrow. now_s: since 1970. */
int64_t quotas_take(struct quotas *q, struct span client, int64_t characters, int64_t most, int64_t now_s);
/* They were not needed after all. */
void quotas_return(struct quotas *q, struct span client, int64_t characters, int64_t now_s);

#endif
