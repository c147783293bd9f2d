/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ld_repair: JSON as pages have it, made JSON. */
#ifndef ARTICLE_LD_REPAIR_H
#define ARTICLE_LD_REPAIR_H

#include "base/base.h"

/* A copy without what stands around the outermost brackets (comments, CDATA), without commas before a closing
 * bracket; inside strings raw controls become spaces, unknown escapes and halves of surrogate pairs lose
 * their meaning, quotes that end no string are escaped. JSON stays as it is. Linear time. */
struct span ld_repair(struct arena *a, struct span text);

#endif
