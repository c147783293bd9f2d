/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of which site a client speaks, and whether its key is for that site. */
#ifndef HTTP_SCOPE_H
#define HTTP_SCOPE_H

#include "base/base.h"

struct exchange;

/* Which client it is: the sum of its key, in hexadecimal, in x's arena. Admitted requests have one. */
struct span scope_client(struct exchange *x);
/* Is the request's key for this site (a host)? Error FORBIDDEN. */
bool scope_allows(struct exchange *x, struct span site, struct error *err);
/* The query's 'site', else the only one that the key is for, else the only one of 'sites'. In x's arena.
 * Errors: USAGE when that leaves none or several, FORBIDDEN. */
bool scope_site(struct exchange *x, struct span *site, struct error *err);

#endif
