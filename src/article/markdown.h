/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markdown: GitHub's Markdown with front matter. */
#ifndef ARTICLE_MARKDOWN_H
#define ARTICLE_MARKDOWN_H

#include "article/article.h"

/* Reads the front matter into *out and turns the rest into an HTML fragment (raw HTML inside stays, for the
 * cleaner to judge). Error PAGE_TOO_COMPLEX. */
bool markdown_to_html(struct arena *a, const struct config *config, struct span text, struct article *out,
                      struct span *html, struct error *err);
/* The part of front matter (between lines "---" or "+++") is cut off *text and its facts go to *out. */
void front_matter_read(struct arena *a, struct span *text, struct article *out);

#endif
