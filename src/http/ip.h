/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of clients, and lists of networks. */
#ifndef HTTP_IP_H
#define HTTP_IP_H

#include <stdint.h>

#include "base/error.h"
#include "base/span.h"

struct sockaddr;

struct ip {
    uint8_t bytes[16]; /* IPv4 as ::ffff:a.b.c.d */
};

bool ip_of_socket(const struct sockaddr *address, struct ip *out); /* false: neither IPv4 nor IPv6 */
/* "192.0.2.1" or "2001:db8::1", nothing around it. */
bool ip_read(struct span text, struct ip *out);
bool ip_is_v4(const struct ip *ip);
/* Zeroes what is behind the first v4_bits of an IPv4 or v6_bits of an IPv6 address. */
struct ip ip_network(struct ip ip, int v4_bits, int v6_bits);
/* Is it in one of the comma-separated networks ("10.0.0.0/8, ::1")? */
bool ip_in(struct span networks, const struct ip *ip);
/* Can every entry be read? Error CONFIG. */
bool ip_networks_valid(struct span networks, const char *setting, struct error *err);

#endif
