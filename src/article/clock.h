/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clock: the time of a day as machines write it behind the day (ISO 8601, RFC 3339). */
#ifndef ARTICLE_CLOCK_H
#define ARTICLE_CLOCK_H

#include "base/base.h"

/* "T10:20:30.5Z", " 10:20+0100" and the like as "T10:20:30Z", "T10:20:00+01:00"; what follows is not looked
 * at. Empty if it is no time. */
struct span clock_read(struct arena *a, struct span text);

#endif
