/* SPDX-License-Identifier: GPL-3.0-or-later */
/* detect: which languages a text may be written in, by its n-grams. */
#ifndef ARTICLE_DETECT_H
#define ARTICLE_DETECT_H

#include "article/article.h"

enum { GUESSES_MAX = 5 };

/* Loads the fingerprints. NULL: they cannot be read. The caller destroys it. */
struct detector *detector_create(const struct config *config);
void detector_destroy(struct detector *d);

/* The likeliest languages (tags of voices/languages.conf), best first, all within 3 % of the best; their
 * number, 0 when the text could be anything or 'd' is NULL. Spans live as long as the detector. */
size_t detector_guess(const struct detector *d, struct span text, struct span guesses[GUESSES_MAX]);

#endif
