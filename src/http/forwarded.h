/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For whom a proxy asks. Each proxy appends whom it heard from to a field, so only what trusted proxies
 * appended can be believed: the field is read from its end, and the first address that is no trusted proxy's
 * is the client's, whatever stands before it. */
#ifndef HTTP_FORWARDED_H
#define HTTP_FORWARDED_H

#include "http/ip.h"

enum forwarded_form {
    FORWARDED_FOR,
    FORWARDED
}; /* X-Forwarded-For; Forwarded (RFC 7239); as in config.def */

/* The client behind 'peer', which sent the field (its lines joined by commas). false: trusted proxies asked
 * for nobody whose address can be read. */
bool forwarded_client(struct span field, enum forwarded_form form, struct span trusted, const struct ip *peer,
                      struct ip *client);

#endif
