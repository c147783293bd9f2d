/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HTTP_SHELVED_H
#define HTTP_SHELVED_H

#include "http/route.h"

struct exchange;

/* GET /v1/posts?site=: the posts of a site that were handed over, page by page. Looks after the key itself:
 * the same path answers readers. */
enum step shelved_list(struct exchange *x);

#endif
