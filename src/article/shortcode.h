/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortcode: what a publishing program should have expanded and did not: WordPress's [gallery ids="1,2"],
 * Hugo's
 * {{< figure >}}, Jekyll's {% include %}. */
#ifndef ARTICLE_SHORTCODE_H
#define ARTICLE_SHORTCODE_H

#include "base/base.h"

/* The text without them, and without what stands inside those that hold no text of the author's (captions,
 * addresses); white space folded. Linear. */
struct span shortcode_remove(struct arena *a, struct span text);

#endif
