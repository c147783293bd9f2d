/* SPDX-License-Identifier: GPL-3.0-or-later */
/* policy: which kinds of lines are left to the eye, as the configuration chooses (code, tables, figures). */
#ifndef ARTICLE_POLICY_H
#define ARTICLE_POLICY_H

#include "article/line.h"

/* Drops what is to be skipped; makes captions figures where figures are heard. Lines must be marked. */
void policy_judge(const struct config *config, struct lines *lines);

#endif
