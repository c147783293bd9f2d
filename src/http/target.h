/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request's target (RFC 9112 section 3.2): path and query, decoded by us alone. */
#ifndef HTTP_TARGET_H
#define HTTP_TARGET_H

#include "base/buf.h"
#include "base/span.h"

struct target {
    struct span raw_path, raw_query; /* still escaped; the query without its '?' */
    struct span authority;           /* host and port of absolute-form; empty: it is in another form */
};

/* A name or an address, perhaps with a port (RFC 9110 section 7.2): no user, no list, not empty. */
bool target_host_valid(struct span host);
/* Takes origin-form and absolute-form apart; "*" is a path of its own. The spans look into 'raw'. false: no
 * target, one with a blank, a control byte or a fragment, with %00 anywhere, or with a host that is none. */
bool target_read(struct span raw, struct target *out);
/* Undoes %XX, and '+' as space where 'plus'. false, with *out unspecified: a broken escape, %00, a control
 * byte, or what is not UTF-8 in the end. Appends. */
bool target_decode(struct span escaped, bool plus, struct buf *out);
/* The value of the first 'name' in the query, decoded; appends. false: there is none or it cannot be decoded.
 */
bool target_query(const struct target *t, const char *name, struct buf *out);

#endif
