/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a request to the post that it wants. */
#ifndef HTTP_WANTED_H
#define HTTP_WANTED_H

#include "http/posts.h"
#include "http/route.h"
#include "http/shelf.h"

struct exchange;

/* Resolves and judges an address that a request names: absolute, or a path on this server ("/"). A post that
 * a client handed over is it, at any site; else the site must be one of 'sites'; the demo's own address is
 * the demo post. In x's arena. Errors: URL_INVALID, URL_REFUSED. */
bool wanted_resolve(struct exchange *x, struct span url, struct wanted *out, struct error *err);
/* The same for the query's 'url'; when the query is signed (http/grant.h), at any site. Errors: USAGE
 * when there is none, SIGNATURE, SIGNATURE_EXPIRED. */
bool wanted_by_url(struct exchange *x, struct wanted *out, struct error *err);
/* A post of the shelf, as this slot names it (with its url). In the arena. */
struct wanted wanted_shelved(struct arena *a, const struct slot *slot);
/* Is x->entry read? If not *step is what the handler returns: it waits, or has answered with the failure. */
bool wanted_is_read(struct exchange *x, enum step *step);

#endif
