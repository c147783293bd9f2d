/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The address guard: may a page be fetched from the address that a stranger's URL led to? */
#ifndef PAGE_GUARD_H
#define PAGE_GUARD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "base/span.h"

/* Is it a public unicast address? Judge the connected address, never a name: names resolve anew. Everything
 * in the IANA special-purpose registries (RFC 6890), multicast and reserved space is not; IPv6 outside
 * 2000::/3 is not; an IPv6 address that carries an IPv4 address (mapped, compatible, 6to4, NAT64) is what it
 * carries. Any other family is not. */
bool guard_allows(const struct sockaddr *address);
/* The same for an address in text form without brackets; false for anything else. */
bool guard_allows_text(const char *address);
/* Is the port one of the comma-separated list? */
bool guard_allows_port(struct span ports, unsigned port);

#endif
