/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token buckets, one a name (an address, a site): each fills at a rate up to a burst, and what is done takes
 * tokens out. The table is bounded: the bucket that was not touched for longest is forgotten, which is as if
 * it were full. Any thread may call. */
#ifndef HTTP_BUCKETS_H
#define HTTP_BUCKETS_H

#include <stdint.h>

#include "base/span.h"

struct buckets;

struct bucket_rule {
    int64_t rate;  /* tokens a minute; 0: no limit */
    int64_t burst; /* tokens, at least 1 */
};

struct buckets *buckets_create(size_t most); /* 1 to 10,000,000; some 60 bytes each once they are used */
void buckets_destroy(struct buckets *b);
/* How long, in ms, until 'cost' tokens can be taken out of the named bucket; 0: now. What costs more than the
 * burst needs a full bucket. now_ms is monotonic. */
int64_t buckets_wait_ms(struct buckets *b, struct span name, struct bucket_rule rule, int64_t cost,
                        int64_t now_ms);
/* Takes them, if they are there: else how long until they are. */
int64_t buckets_take(struct buckets *b, struct span name, struct bucket_rule rule, int64_t cost,
                     int64_t now_ms);
size_t buckets_count(struct buckets *b);

#endif
