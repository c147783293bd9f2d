/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "base/base.h"

/* IPv4: what no stranger may send us to. Rows of the IANA IPv4 special-purpose registry unless said. */
static const struct range4 {
    uint8_t base[4];
    int bits;
} refused4[] = {
    {{0, 0, 0, 0}, 8},        /* this network; connects to this host */
    {{10, 0, 0, 0}, 8},       /* private */
    {{100, 64, 0, 0}, 10},    /* carrier-grade NAT */
    {{127, 0, 0, 0}, 8},      /* loopback */
    {{168, 63, 129, 16}, 32}, /* not in the registry: a cloud's wire server, on a public-looking address */
    {{169, 254, 0, 0}, 16},   /* link-local; clouds' metadata */
    {{172, 16, 0, 0}, 12},    /* private */
    {{192, 0, 0, 0}, 24},     /* IETF protocol assignments */
    {{192, 0, 2, 0}, 24},     /* documentation */
    {{192, 31, 196, 0}, 24},  /* AS112 */
    {{192, 52, 193, 0}, 24},  /* AMT */
    {{192, 88, 99, 0}, 24},   /* 6to4 relays */
    {{192, 168, 0, 0}, 16},   /* private */
    {{192, 175, 48, 0}, 24},  /* AS112 */
    {{198, 18, 0, 0}, 15},    /* benchmarking */
    {{198, 51, 100, 0}, 24},  /* documentation */
    {{203, 0, 113, 0}, 24},   /* documentation */
    {{224, 0, 0, 0}, 4},      /* multicast */
    {{240, 0, 0, 0}, 4},      /* reserved, broadcast */
};

/* IPv6 inside 2000::/3, the only space that is not refused as a whole. */
static const struct range6 {
    uint8_t base[16];
    int bits;
} refused6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23},             /* IETF protocol assignments, Teredo and ORCHID among them */
    {{0x20, 0x01, 0x0d, 0xb8}, 32},             /* documentation */
    {{0x26, 0x20, 0x00, 0x4f, 0x80, 0x00}, 48}, /* AS112 */
    {{0x3f, 0xff, 0x00}, 20},                   /* documentation */
};

/* IPv6 that carries IPv4: judged by what it carries. */
static const struct embedding {
    struct range6 range;
    int at; /* of the IPv4 address, bytes */
} embeddings[] = {
    {{{[10] = 0xff, [11] = 0xff}, 96}, 12}, /* mapped; the kernel connects over IPv4 */
    {{{0}, 96}, 12},                        /* compatible; :: and ::1 read as 0/8 */
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},   /* NAT64, RFC 6052 */
    {{{0x20, 0x02}, 16}, 2},                /* 6to4, RFC 3056 */
};

static bool begins(const uint8_t *address, const uint8_t *base, int bits)
{
    int whole = bits / 8, rest = bits % 8;
    if (memcmp(address, base, (size_t)whole) != 0)
        return false;
    return rest == 0 || ((address[whole] ^ base[whole]) >> (8 - rest)) == 0;
}

static bool allows4(const uint8_t address[4])
{
    for (size_t i = 0; i < COUNT_OF(refused4); i++)
        if (begins(address, refused4[i].base, refused4[i].bits))
            return false;
    return true;
}

static bool allows6(const uint8_t address[16])
{
    for (size_t i = 0; i < COUNT_OF(embeddings); i++)
        if (begins(address, embeddings[i].range.base, embeddings[i].range.bits))
            return allows4(address + embeddings[i].at);
    if (address[0] >> 5 != 1) /* 2000::/3 */
        return false;
    for (size_t i = 0; i < COUNT_OF(refused6); i++)
        if (begins(address, refused6[i].base, refused6[i].bits))
            return false;
    return true;
}

bool guard_allows(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return allows4((const uint8_t *)&((const struct sockaddr_in *)address)->sin_addr);
    if (address->sa_family == AF_INET6)
        return allows6(((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr);
    return false;
}

bool guard_allows_text(const char *address)
{
    uint8_t bytes[16];
    if (inet_pton(AF_INET, address, bytes) == 1)
        return allows4(bytes);
    return inet_pton(AF_INET6, address, bytes) == 1 && allows6(bytes);
}

bool guard_allows_port(struct span ports, unsigned port)
{
    struct span entry;
    char want[8];
    snprintf(want, sizeof want, "%u", port % 65536);
    while (span_split(&ports, ',', &entry))
        if (span_is(span_trim(entry), want))
            return true;
    return false;
}
