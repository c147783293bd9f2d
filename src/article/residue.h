/* SPDX-License-Identifier: GPL-3.0-or-later */
/* residue: what programs left in the text of a line: shortcodes that nothing expanded, references to notes
 * written as text, edit links, numbers of code lines, addresses of pictures. */
#ifndef ARTICLE_RESIDUE_H
#define ARTICLE_RESIDUE_H

#include "article/line.h"

/* Takes it out of the lines; a line in which nothing else is left, and one that is an address alone, is
 * dropped. */
void residue_remove(struct arena *a, struct lines *lines);

#endif
