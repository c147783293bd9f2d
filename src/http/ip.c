/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/ip.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

enum { V4_BEGIN = 12, V4_BITS_BEFORE = 8 * V4_BEGIN, ALL_BITS = 128 };

static const uint8_t mapped[V4_BEGIN] = {[10] = 0xFF, [11] = 0xFF};

bool ip_is_v4(const struct ip *ip)
{
    return memcmp(ip->bytes, mapped, sizeof mapped) == 0;
}

static struct ip from_v4(const void *four)
{
    struct ip ip;
    memcpy(ip.bytes, mapped, sizeof mapped);
    memcpy(ip.bytes + V4_BEGIN, four, 4);
    return ip;
}

bool ip_of_socket(const struct sockaddr *address, struct ip *out)
{
    if (address && address->sa_family == AF_INET)
        *out = from_v4(&((const struct sockaddr_in *)(const void *)address)->sin_addr);
    else if (address && address->sa_family == AF_INET6)
        memcpy(out->bytes, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, 16);
    else
        return false;
    return true;
}

bool ip_read(struct span text, struct ip *out)
{
    char copy[INET6_ADDRSTRLEN] = "";
    struct in_addr four;
    if (!text.n || text.n >= sizeof copy || memchr(text.p, '\0', text.n))
        return false;
    memcpy(copy, text.p, text.n);
    if (inet_pton(AF_INET, copy, &four) == 1) {
        *out = from_v4(&four);
        return true;
    }
    return inet_pton(AF_INET6, copy, out->bytes) == 1;
}

static struct ip cut(struct ip ip, int bits)
{
    for (int i = 0; i < 16; i++) {
        int kept = bits - 8 * i;
        ip.bytes[i] &= kept >= 8 ? 0xFF : kept <= 0 ? 0 : (uint8_t)(0xFF << (8 - kept));
    }
    return ip;
}

struct ip ip_network(struct ip ip, int v4_bits, int v6_bits)
{
    return cut(ip, ip_is_v4(&ip) ? V4_BITS_BEFORE + v4_bits : v6_bits);
}

/* "ADDRESS" or "ADDRESS/BITS"; *bits of the 128. */
static bool read_network(struct span entry, struct ip *network, int *bits)
{
    size_t slash = span_find_byte(entry, '/');
    struct span digits = span_slice(entry, slash + 1, entry.n);
    if (!ip_read(span_slice(entry, 0, slash), network) || (slash < entry.n && !digits.n) || digits.n > 3)
        return false;
    int most = ip_is_v4(network) ? 32 : ALL_BITS, n = 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9')
            return false;
        n = n * 10 + digits.p[i] - '0';
    }
    *bits = slash == entry.n ? ALL_BITS : ALL_BITS - most + n;
    return n <= most;
}

bool ip_in(struct span networks, const struct ip *ip)
{
    struct span entry;
    while (span_split(&networks, ',', &entry)) {
        struct ip network;
        int bits;
        entry = span_trim(entry);
        if (!entry.n || !read_network(entry, &network, &bits))
            continue;
        struct ip ours = cut(*ip, bits), theirs = cut(network, bits);
        if (memcmp(ours.bytes, theirs.bytes, sizeof ours.bytes) == 0)
            return true;
    }
    return false;
}

bool ip_networks_valid(struct span networks, const char *setting, struct error *err)
{
    struct span entry;
    while (span_split(&networks, ',', &entry)) {
        struct ip network;
        int bits;
        entry = span_trim(entry);
        if (entry.n && !read_network(entry, &network, &bits))
            return error_set(err, ERROR_CONFIG,
                             "%s: give addresses and networks (10.0.0.0/8, ::1), not '%.*s'", setting,
                             entry.n < 80 ? (int)entry.n : 80, entry.p);
    }
    return true;
}
