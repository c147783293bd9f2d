/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a signed address grants: whoever has one may listen to one post, at whatever site, until a time. The
 * signature is the HMAC-SHA256, in lower-case hexadecimal, of a text that every parameter of the query is a
 * line of: so two queries that mean different things never share one, and neither order nor escapes matter.
 *
 *     listenpost-v1
 *     expires=SECONDS      since 1970
 *     key=ID               of the secret
 *     url=ADDRESS          of the post, unescaped
 *
 * Lines in the order of their names' bytes, each ended by a line feed. */
#ifndef HTTP_GRANT_H
#define HTTP_GRANT_H

#include "http/keyring.h"

struct grant {
    struct span url, key, signature; /* unescaped */
    int64_t expires_s;               /* since 1970 */
    struct span text;                /* what is signed */
};

/* Is there a signature in the query, whatever it is worth? */
bool grant_is_in(struct span query);
/* Reads a query, still escaped, strictly: a name that is repeated or is not of a-z and _, a control
 * character, a broken escape, a missing url, key or expires, more than 16 parameters are refused. In the
 * arena. Error SIGNATURE. */
bool grant_read(struct arena *a, struct span query, struct grant *out, struct error *err);
/* Is it signed with one of the keys, and is it valid at now_s (seconds since 1970)? Errors: SIGNATURE;
 * SIGNATURE_EXPIRED and SIGNATURE_LONG only when the signature is right. Where a wrong signature differs
 * cannot be timed. */
struct grant_time {
    int64_t now_s;  /* since 1970 */
    int64_t most_s; /* for so long it may be valid from now on; 0: for ever */
};
bool grant_judge(const struct keyring *keys, const struct grant *q, struct grant_time time,
                 struct error *err);
/* The query, escaped and signed. Appends. Error USAGE: the address cannot be signed. */
bool grant_write(const struct sign_key *key, struct span url, int64_t expires_s, struct buf *query,
                 struct error *err);

#endif
