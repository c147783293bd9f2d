/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a route of route.def. Each runs on an HTTP thread and must not block: it queues an answer, or
 * waits and is called again from its beginning; what it found the first time is kept in the exchange. */
#ifndef HTTP_HANDLERS_H
#define HTTP_HANDLERS_H

#include "http/route.h"

#define ROUTE(id, method, path, audience, summary) enum step handle_##id(struct exchange *x);
#include "http/route.def"
#undef ROUTE

#endif
