/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why audio could not be made, remembered for a while by its key: the last few hundred. Any thread may call.
 */
#ifndef HTTP_FAILURES_H
#define HTTP_FAILURES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct failures;

struct failures *failures_create(void);
void failures_destroy(struct failures *f);
/* until_ms: monotonic. */
void failures_note(struct failures *f, const char *key, enum error_code code, int64_t until_ms);
/* The last one of this key, if it counts still; left_ms: for how long. */
bool failures_find(struct failures *f, const char *key, int64_t now_ms, enum error_code *code,
                   int64_t *left_ms);

#endif
