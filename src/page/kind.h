/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kind: HTML, Markdown or plain text? */
#ifndef PAGE_KIND_H
#define PAGE_KIND_H

#include "page/page.h"

/* Bytes that begin as a picture, sound, archive, PDF or program do; names what, else NULL. */
const char *kind_binary(struct span bytes);
/* By content where it is certain, else by media type, else by the name's ending, else by the look of the
 * text. */
enum page_kind kind_find(const struct page_source *source, struct span text);

#endif
