/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/guard.h"

#include <netinet/in.h>

#include "check.h"

static const char *const refused[] = {
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "64:ff9b:1::808:808",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2002:a9fe:a9fe::",
    "2001::1",
    "2001:0:808:808::",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:1ff:ffff::1",
    "2001:db8::1",
    "2620:4f:8000::1",
    "3fff::1",
    "3fff:fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "ff02::1",
    "100::1",
    "1fff::1",
    "4000::1",
    "::ffff:0:127.0.0.1",
    "",
    "localhost",
    "127.1",
    "8.8.8.8 ",
};

static const char *const allowed[] = {
    "1.1.1.1",         "8.8.8.8",          "9.255.255.255",
    "11.0.0.1",        "100.63.255.255",   "100.128.0.1",
    "126.255.255.255", "128.0.0.1",        "168.63.129.15",
    "169.253.255.255", "169.255.0.1",      "172.15.255.255",
    "172.32.0.1",      "192.0.1.1",        "192.167.255.255",
    "192.169.0.1",     "198.17.255.255",   "198.20.0.1",
    "223.255.255.255", "2001:200::1",      "2001:4860:4860::8888",
    "2606:4700::1111", "2a00:1450::1",     "3ffe::1",
    "::ffff:8.8.8.8",  "64:ff9b::8.8.8.8", "2002:808:808::1",
};

static void refuses_every_special_purpose_address(void)
{
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        if (!check_true(!guard_allows_text(refused[i])))
            check_text(span_of(refused[i]), "");
}

static void allows_public_addresses_up_to_the_edges(void)
{
    for (size_t i = 0; i < COUNT_OF(allowed); i++)
        if (!check_true(guard_allows_text(allowed[i])))
            check_text(span_of(allowed[i]), "");
}

static void judges_socket_addresses_and_refuses_other_families(void)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    struct sockaddr local = {.sa_family = AF_UNIX};
    check_true(!guard_allows((struct sockaddr *)&v4));
    check_true(!guard_allows((struct sockaddr *)&v6));
    check_true(!guard_allows(&local));
    v4.sin_addr.s_addr = htonl(0x08080808);
    check_true(guard_allows((struct sockaddr *)&v4));
}

static void allows_only_the_ports_that_are_listed(void)
{
    check_true(guard_allows_port(SPAN("80,443"), 443));
    check_true(guard_allows_port(SPAN(" 80 , 8080 "), 8080));
    check_true(!guard_allows_port(SPAN("80,443"), 44));
    check_true(!guard_allows_port(SPAN("80,443"), 22));
    check_true(!guard_allows_port(SPAN(""), 80));
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(refuses_every_special_purpose_address),
        CHECK(allows_public_addresses_up_to_the_edges),
        CHECK(judges_socket_addresses_and_refuses_other_families),
        CHECK(allows_only_the_ports_that_are_listed),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
