/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chapters: where a post's headings are spoken. */
#ifndef JOB_CHAPTERS_H
#define JOB_CHAPTERS_H

#include "job/job.h"

struct chapter {
    struct span title;
    size_t from, to; /* segments [from, to) */
};

/* The spoken headings; what comes before the first is a chapter by the post's title. Where there are more
 * than TAG_CHAPTERS_MAX, only those of the highest levels that fit. None without a heading: a post of one
 * chapter has none. In the arena; they need no times. */
struct chapter *post_chapters(struct arena *a, const struct post *post, size_t *count);

/* The chapters with their times (timeline NULL: 0), for a file's tags. In the arena. */
void chapters_tag(struct arena *a, const struct post *post, const struct timeline *timeline,
                  struct tags *tags);

#endif
