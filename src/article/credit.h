/* SPDX-License-Identifier: GPL-3.0-or-later */
/* credit: who made a picture, at the end of what stands below it. */
#ifndef ARTICLE_CREDIT_H
#define ARTICLE_CREDIT_H

#include "base/base.h"

/* "The quay in winter (Image: Ann Lee)", "[File: Reuters]", "The quay in winter. | Photo by Ann Lee": is the
 * line a caption? A sentence that names its source so goes on behind it, with its full stop at least. */
bool credit_ends(struct span text);

#endif
