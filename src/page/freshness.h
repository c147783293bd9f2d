/* SPDX-License-Identifier: GPL-3.0-or-later */
/* freshness: what an answer says of how long it holds (RFC 9111). */
#ifndef PAGE_FRESHNESS_H
#define PAGE_FRESHNESS_H

#include <stdint.h>

#include "base/base.h"

/* Seconds, 0 to PAGE_MAX_AGE_S, for which the answer holds: max-age less the Age that it had already; 0 when
 * it must be asked for each time (no-cache, no-store) or says what cannot be understood; -1 when it tells
 * nothing. s-maxage is not heeded: it is for caches that the site empties when a page changes, which it
 * cannot do to this one. The fields' values, repeated ones joined by commas. */
int64_t freshness_max_age_s(struct span cache_control, struct span age);

#endif
