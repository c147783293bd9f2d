/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key: names of sound by everything that can change it (docs/processes.md, "Keys"). */
#ifndef JOB_KEY_H
#define JOB_KEY_H

#include "job/pool.h"

/* Of one segment's MP3 frames and marks; 'last' ones carry the encoder's tail. */
void segment_key(const struct pool *p, const struct post *post, const struct segment *segment, bool last,
                 char key[KEY_HEX + 1]);
/* Of the finished MP3 and its marks. */
void post_key(const struct pool *p, const struct post *post, char key[KEY_HEX + 1]);

#endif
