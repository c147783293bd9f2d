/* SPDX-License-Identifier: GPL-3.0-or-later */
/* month: the names of the months in the languages of the player. */
#ifndef ARTICLE_MONTH_H
#define ARTICLE_MONTH_H

#include "base/base.h"

/* 1 to 12 for a month's name or an abbreviation of it ("sept"), in any case; 0 for any other word. */
int month_of(struct arena *a, struct span word);

#endif
