/* SPDX-License-Identifier: GPL-3.0-or-later */
/* player: the texts of audio players, our own and others', in the languages of our player. */
#ifndef ARTICLE_PLAYER_H
#define ARTICLE_PLAYER_H

#include "article/line.h"

/* Drops lines that say "listen to this post", how long that or reading takes, and, beside these, clocks,
 * speeds and the names of buttons. */
void player_drop(struct arena *a, struct lines *lines);

#endif
