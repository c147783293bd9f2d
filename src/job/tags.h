/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOB_TAGS_H
#define JOB_TAGS_H

#include "job/job.h"

/* All that the head of an MP3 says. timeline NULL: not known yet; the tags have the same size then. In the
 * arena; looks into the post. */
struct tags post_head_tags(struct arena *a, const struct post *post, const struct config *config,
                           const struct timeline *timeline);

#endif
