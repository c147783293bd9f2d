/* SPDX-License-Identifier: GPL-3.0-or-later */
/* site: what the settings 'keep' and 'drop' say of the page's site, over whatever our own rules think.
 *
 * What 'drop' names is not read. What 'keep' names is read although a rule of ours would drop it; only hidden
 * text and what is no text (scripts, forms' controls, <nav>) stay silent. Something kept that holds half of
 * the page's prose, or the article as we find it, is the article's body instead: what stands outside is not
 * read, and inside our rules go on. 'drop' wins over 'keep'. */
#ifndef ARTICLE_SITE_H
#define ARTICLE_SITE_H

#include "article/line.h"
#include "article/selector.h"

/* The rules for a page of that address: those of its host and those of '*'. 'url' empty or no address: those
 * of '*' alone, for what a page says of its own address proves nothing. In the arena. Error CONFIG names
 * setting and column. */
bool site_rules(struct arena *a, const struct config *config, struct span url, struct selectors *out,
                struct error *err);

/* Puts the rules on the tree: dropped elements become TAG_DROPPED_BLOCK or TAG_DROPPED_INLINE, kept ones
 * 'kept'. */
void site_mark(struct arena *a, const struct selectors *rules, struct tree *tree);

/* 'body', or the kept element that is it. 'mass' as body.c has it: of the nodes before each. */
uint32_t site_body(const struct tree *tree, const double *mass, uint32_t body);

/* What a rule keeps inside 'body' cannot be dropped any more. Lines must be marked. */
void site_keep(struct arena *a, const struct tree *tree, uint32_t body, struct lines *lines);

#endif
