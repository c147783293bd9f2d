/* SPDX-License-Identifier: GPL-3.0-or-later */
/* manner: which voice speaks a segment, how fast and how high (docs/voices.md, "Who speaks"). */
#ifndef JOB_MANNER_H
#define JOB_MANNER_H

#include "job/job.h"

/* By what the segment is (heading, quotation, another language) and by what its block asks for. Never without
 * a voice; rate_wpm is never 0. */
struct manner segment_manner(const struct voices *voices, const struct post *post,
                             const struct segment *segment);

#endif
