/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/buckets.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "http/forwarded.h"

static const struct bucket_rule rule = {.rate = 60, .burst = 10}; /* one a second */

static int64_t take(struct buckets *b, const char *name, int64_t cost, int64_t now_ms)
{
    return buckets_take(b, span_of(name), rule, cost, now_ms);
}

static void tells_the_true_time_until_there_are_tokens(void)
{
    struct buckets *b = buckets_create(16);
    check_number(take(b, "a", 10, 5000), 0);
    check_number(take(b, "a", 1, 5000), 1000);
    check_number(take(b, "a", 3, 5400), 2600);
    check_number(take(b, "a", 3, 7999), 1);
    check_number(take(b, "a", 3, 8000), 0);
    check_number(take(b, "b", 1, 8000), 0);
    check_number(buckets_wait_ms(b, SPAN("a"), rule, 5, 8000), 5000);
    check_number(buckets_wait_ms(b, SPAN("a"), rule, 5, 13000), 0);
    check_number(buckets_wait_ms(b, SPAN("a"), rule, 5, 13000), 0);
    check_number(buckets_count(b), 2);
    buckets_destroy(b);
}

static void saves_up_no_more_than_the_burst(void)
{
    struct buckets *b = buckets_create(16);
    check_number(take(b, "a", 10, 0), 0);
    check_number(take(b, "a", 10, INT64_MAX / 2), 0);
    check_number(take(b, "a", 1, INT64_MAX / 2), 1000);
    check_number(take(b, "a", 1, 0), 1000); /* a clock that goes back brings nothing */
    buckets_destroy(b);
}

static void what_costs_more_than_the_burst_needs_a_full_bucket(void)
{
    struct buckets *b = buckets_create(16);
    check_number(take(b, "a", 50, 0), 0);
    check_number(take(b, "a", 50, 0), 10000);
    check_number(take(b, "a", 50, 10000), 0);
    buckets_destroy(b);
}

static void a_rate_of_0_is_no_limit_and_needs_no_bucket(void)
{
    struct buckets *b = buckets_create(16);
    struct bucket_rule none = {.rate = 0, .burst = 1};
    for (int i = 0; i < 100; i++)
        check_number(buckets_take(b, SPAN("a"), none, 1000, 0), 0);
    check_number(buckets_count(b), 0);
    buckets_destroy(b);
}

enum { ADDRESSES = 100000, MOST = 1000 };

static void a_hundred_thousand_addresses_fill_a_bounded_table(void)
{
    struct buckets *b = buckets_create(MOST);
    char name[32];
    check_number(take(b, "kept", 10, 0), 0);
    for (int i = 0; i < ADDRESSES; i++) {
        snprintf(name, sizeof name, "address %d", i);
        if (!check_number(take(b, name, 10, 0), 0))
            break;
        if (i % (MOST / 2) == 0) /* who comes again is not forgotten for those who came once */
            check_number(take(b, "kept", 1, 0), 1000);
    }
    check_number(buckets_count(b), MOST);
    check_number(take(b, "kept", 1, 0), 1000);
    check_number(take(b, name, 1, 0), 1000);
    check_number(take(b, "address 7", 10, 0), 0); /* forgotten: as if it were full */
    buckets_destroy(b);
}

/* ---- addresses */

static const struct {
    const char *text, *networks;
    bool in;
} members[] = {
    {"10.1.2.3", "10.0.0.0/8", true},
    {"11.1.2.3", "10.0.0.0/8", false},
    {"127.0.0.1", "127.0.0.1, ::1", true},
    {"::1", "127.0.0.1, ::1", true},
    {"::ffff:10.1.1.1", "10.0.0.0/8", true},
    {"10.1.1.1", "::/0", true},
    {"2001:db8::1", "0.0.0.0/0", false},
    {"2001:db8:0:7::1", "2001:db8::/48", true},
    {"2001:db8:1::1", "2001:db8::/48", false},
    {"127.0.0.1", "", false},
    {"127.0.0.1", "nonsense, 127.0.0.1/33", false},
    {"192.0.2.129", "192.0.2.128/25", true},
};

static void knows_which_addresses_are_in_a_network(void)
{
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        struct ip ip;
        check_true(ip_read(span_of(members[i].text), &ip));
        if (!check_number(ip_in(span_of(members[i].networks), &ip), members[i].in))
            printf("  %s in %s\n", members[i].text, members[i].networks);
    }
    check_true(ip_networks_valid(SPAN("10.0.0.0/8, ::1,"), "x", NULL));
    check_true(!ip_networks_valid(SPAN("10.0.0.0/33"), "x", NULL));
    check_true(!ip_networks_valid(SPAN("10.0.0.0/"), "x", NULL));
    check_true(!ip_networks_valid(SPAN("proxy.example"), "x", NULL));
}

static void addresses_of_one_network_share_a_bucket(void)
{
    struct ip a, b, c, d;
    check_true(ip_read(SPAN("2001:db8:0:1::1"), &a) && ip_read(SPAN("2001:db8:0:1:ffff::2"), &b));
    check_true(ip_read(SPAN("2001:db8:0:2::1"), &c));
    a = ip_network(a, 32, 64), b = ip_network(b, 32, 64), c = ip_network(c, 32, 64);
    check_true(memcmp(&a, &b, sizeof a) == 0 && memcmp(&a, &c, sizeof a) != 0);
    check_true(ip_read(SPAN("192.0.2.1"), &a) && ip_read(SPAN("192.0.2.2"), &b));
    c = ip_network(a, 24, 64), d = ip_network(b, 24, 64);
    check_true(memcmp(&c, &d, sizeof c) == 0);
    c = ip_network(a, 32, 64), d = ip_network(b, 32, 64);
    check_true(memcmp(&c, &d, sizeof c) != 0);
}

static const struct {
    const char *peer, *field;
    enum forwarded_form form;
    const char *client; /* NULL: nobody is named */
} proxied[] = {
    {"203.0.113.9", "192.0.2.1", FORWARDED_FOR, "203.0.113.9"}, /* not a proxy of ours: not believed */
    {"10.0.0.1", "192.0.2.1", FORWARDED_FOR, "192.0.2.1"},
    {"10.0.0.1", "198.51.100.7, 192.0.2.1", FORWARDED_FOR,
     "192.0.2.1"}, /* the first is the client's own word */
    {"10.0.0.1", "198.51.100.7, 192.0.2.1, 10.0.0.2", FORWARDED_FOR, "192.0.2.1"},
    {"10.0.0.1", "10.0.0.3,10.0.0.2", FORWARDED_FOR, NULL},
    {"10.0.0.1", "", FORWARDED_FOR, NULL},
    {"10.0.0.1", "192.0.2.1, unknown", FORWARDED_FOR, NULL},
    {"10.0.0.1", "192.0.2.1,", FORWARDED_FOR, NULL},
    {"10.0.0.1", "192.0.2.1:4711", FORWARDED_FOR, "192.0.2.1"},
    {"10.0.0.1", "2001:db8::7", FORWARDED_FOR, "2001:db8::7"},
    {"10.0.0.1", "[2001:db8::7]:80", FORWARDED_FOR, "2001:db8::7"},
    {"10.0.0.1", "[2001:db8::7", FORWARDED_FOR, "2001:db8::7"},
    {"10.0.0.1", "for=192.0.2.1", FORWARDED_FOR, NULL},
    {"10.0.0.1", "for=192.0.2.1;proto=https", FORWARDED, "192.0.2.1"},
    {"10.0.0.1", "proto=https; For=\"[2001:db8::7]:4711\"", FORWARDED, "2001:db8::7"},
    {"10.0.0.1", "for=198.51.100.7, for=\"192.0.2.1:80\";by=10.0.0.1", FORWARDED, "192.0.2.1"},
    {"10.0.0.1", "for=_hidden", FORWARDED, NULL},
    {"10.0.0.1", "192.0.2.1", FORWARDED, NULL},
    {"10.0.0.1", "for=\"", FORWARDED, NULL},
};

static void believes_only_what_trusted_proxies_append(void)
{
    for (size_t i = 0; i < COUNT_OF(proxied); i++) {
        struct ip peer, client, want;
        check_true(ip_read(span_of(proxied[i].peer), &peer));
        bool named =
            forwarded_client(span_of(proxied[i].field), proxied[i].form, SPAN("10.0.0.0/8"), &peer, &client);
        bool ok = check_number(named, proxied[i].client != NULL);
        if (named && proxied[i].client && ip_read(span_of(proxied[i].client), &want))
            ok = check_true(memcmp(&client, &want, sizeof want) == 0) && ok;
        if (!ok)
            printf("  %s: %s\n", proxied[i].peer, proxied[i].field);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(tells_the_true_time_until_there_are_tokens),
        CHECK(saves_up_no_more_than_the_burst),
        CHECK(what_costs_more_than_the_burst_needs_a_full_bucket),
        CHECK(a_rate_of_0_is_no_limit_and_needs_no_bucket),
        CHECK(a_hundred_thousand_addresses_fill_a_bounded_table),
        CHECK(knows_which_addresses_are_in_a_network),
        CHECK(addresses_of_one_network_share_a_bucket),
        CHECK(believes_only_what_trusted_proxies_append),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
