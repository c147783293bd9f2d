/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/grant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

/* The worked example of docs/http-api.md, computed by other programs. */
#define EXAMPLE                                                                                              \
    "expires=1893456000&key=2026a&url=https%3A%2F%2Fblog.example%2Ff%C3%A4hre%3Fa%3D1%26b%3D2&signature="    \
    "18b113357b4f21a022a003eeefb0db83854ce73d0241e15d218f3d09f862178c"

static struct sign_key listed[] = {{SPAN("2026a"), SPAN("0123456789abcdef0123456789abcdef")},
                                   {SPAN("2026b"), SPAN("another secret's bytes")}};
static const struct keyring both = {.keys = listed, .nkeys = 2};

static enum error_code judge_at(const struct keyring *keys, const char *query, struct grant_time time)
{
    struct arena a;
    struct grant q;
    struct error err = {0};
    arena_init(&a);
    bool ok = grant_read(&a, span_of(query), &q, &err) && grant_judge(keys, &q, time, &err);
    arena_finish(&a);
    return ok ? ERROR_NONE : err.code;
}

static enum error_code judge_with(const struct keyring *keys, const char *query, int64_t now_s)
{
    return judge_at(keys, query, (struct grant_time){.now_s = now_s});
}

static enum error_code judge(const char *query)
{
    return judge_with(&both, query, 1893455999);
}

static void agrees_with_the_documented_example(void)
{
    struct buf query = BUF_EMPTY;
    check_number(judge(EXAMPLE), ERROR_NONE);
    check_true(
        grant_write(&listed[0], SPAN("https://blog.example/f\xc3\xa4hre?a=1&b=2"), 1893456000, &query, NULL));
    check_text(buf_span(&query), EXAMPLE);
    buf_finish(&query);
}

static void ends_at_the_second_that_is_signed(void)
{
    check_number(judge_with(&both, EXAMPLE, 0), ERROR_NONE);
    check_number(judge_with(&both, EXAMPLE, 1893456000), ERROR_SIGNATURE_EXPIRED);
    check_number(judge_with(&both, EXAMPLE, INT64_MAX), ERROR_SIGNATURE_EXPIRED);
}

static void may_be_valid_for_so_long_and_no_longer(void)
{
    check_number(judge_at(&both, EXAMPLE, (struct grant_time){1893456000 - 3600, 3600}), ERROR_NONE);
    check_number(judge_at(&both, EXAMPLE, (struct grant_time){1893456000 - 3601, 3600}),
                 ERROR_SIGNATURE_LONG);
    check_number(judge_at(&both, EXAMPLE, (struct grant_time){1893456000, 3600}), ERROR_SIGNATURE_EXPIRED);
}

static void takes_any_key_of_the_ring_but_only_by_its_own_id(void)
{
    struct keyring second = {.keys = listed + 1, .nkeys = 1}, none = {0};
    struct buf query = BUF_EMPTY;
    check_true(grant_write(&listed[1], SPAN("http://b.example/"), 1893456000, &query, NULL));
    check_number(judge_with(&both, query.p, 0), ERROR_NONE);
    check_number(judge_with(&second, query.p, 0), ERROR_NONE);
    check_number(judge_with(&second, EXAMPLE, 0), ERROR_SIGNATURE);
    check_number(judge_with(&none, EXAMPLE, 0), ERROR_SIGNATURE);
    buf_finish(&query);
}

#define SIGNED "&signature=18b113357b4f21a022a003eeefb0db83854ce73d0241e15d218f3d09f862178c"
#define URL "url=https%3A%2F%2Fblog.example%2Ff%C3%A4hre%3Fa%3D1%26b%3D2"

static void neither_order_nor_escapes_matter(void)
{
    check_number(judge(URL "&key=2026a&expires=1893456000" SIGNED), ERROR_NONE);
    check_number(judge("key=%32026a" SIGNED "&expires=189345600%30&"
                       "url=https:%2f/blog.example/f%c3%a4hre?a%3d1%26b%3d2"),
                 ERROR_NONE);
    check_number(judge(URL "&key=2026a&expires=1893456000&wait=5" SIGNED), ERROR_NONE);
}

static void refuses_what_is_changed_added_or_ambiguous(void)
{
    static const char *const bad[] = {
        "",
        "signature=",
        URL "&key=2026a&expires=1893456000",
        URL "&key=2026a&expires=1893456001" SIGNED,
        URL "&key=2026a&expires=01893456000" SIGNED,
        URL "&key=2026a&expires=+1893456000" SIGNED,
        URL "&key=2026a&expires=%201893456000" SIGNED,
        URL "&key=2026a&expires=99999999999999999999" SIGNED,
        URL "&key=2026b&expires=1893456000" SIGNED,
        URL "&key=2026A&expires=1893456000" SIGNED,
        URL "&key=2026a&expires=1893456000&voice=en" SIGNED,
        URL "&key=2026a&expires=1893456000&" SIGNED,
        URL "&" URL "&key=2026a&expires=1893456000" SIGNED,
        URL "&url=x&key=2026a&expires=1893456000" SIGNED,
        URL "&u%72l=x&key=2026a&expires=1893456000" SIGNED,
        URL "&key=2026a&expires=1893456000" SIGNED SIGNED,
        "Url=https%3A%2F%2Fblog.example%2F&key=2026a&expires=1893456000" SIGNED,
        "url=https://blog.example/f%C3%A4hre?a=1&b=2&key=2026a&expires=1893456000" SIGNED,
        "url=https%3A%2F%2Fblog.example%2Ff%C3%A4hre%3Fa%3D1%26b%3D2%0A&key=2026a&expires=1893456000" SIGNED,
        "url=https%3A%2F%2Fblog.example%2Ff%C3%A4hre%3Fa%3D1%26b%3D2%00&key=2026a&expires=1893456000" SIGNED,
        "url=https%3A%2F%2Fblog.example%2Ff%C3%A4hre%3Fa%3D1%26b%3D2%&key=2026a&expires=1893456000" SIGNED,
        "url=https%3A%2F%2Fblog.example%2Ff%E4hre&key=2026a&expires=1893456000" SIGNED,
        URL "&key=2026a&expires=1893456000"
            "&signature=18B113357B4F21A022A003EEEFB0DB83854CE73D0241E15D218F3D09F862178C",
        URL "&key=2026a&expires=1893456000"
            "&signature=18b113357b4f21a022a003eeefb0db83854ce73d0241e15d218f3d09f862178",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (!check_number(judge(bad[i]), ERROR_SIGNATURE))
            printf("  %s\n", bad[i]);
}

/* ---- whatever the query: its text says the same as the query does, and only that */

enum { DRAWS = 20000 };

static unsigned draw(unsigned *state, unsigned n)
{
    *state = *state * 1103515245 + 12345;
    return (*state >> 16) % n;
}

static void draw_query(unsigned *state, char *out)
{
    static const char *const pieces[] = {
        "url", "key",   "expires", "a",      "=",          "&",      "%3D",   "%26",         "%0A",
        "+",   "%2B",   "1",       "x",      "%31",        "%75",    "rl=",   "%C3%A4",      "\xc3\xa4",
        "%",   "http:", "url=a",   "&key=k", "&expires=1", "&url=b", "wait=", "&signature=s"};
    strcpy(out, draw(state, 2) ? "key=k&expires=1&url=a" : "");
    for (unsigned i = 4 + draw(state, 9); i > 0; i--)
        strcat(out, pieces[draw(state, COUNT_OF(pieces))]);
}

/* Takes the text apart again: the lines are the query's parameters and no more. */
static bool is_unambiguous(const struct grant *q)
{
    struct span rest = q->text, line, before = {"", 0};
    size_t nurls = 0;
    if (!span_line(&rest, &line) || !span_is(line, "listenpost-v1"))
        return false;
    while (span_line(&rest, &line)) {
        size_t equals = span_find_byte(line, '=');
        struct span name = span_slice(line, 0, equals), value = span_slice(line, equals + 1, line.n);
        size_t n = name.n < before.n ? name.n : before.n;
        int order = memcmp(before.p, name.p, n);
        if (equals == line.n || order > 0 || (order == 0 && before.n >= name.n))
            return false;
        if (span_is(name, "url"))
            nurls += span_equal(value, q->url);
        if (span_is(name, "key") && !span_equal(value, q->key))
            return false;
        before = name;
    }
    return nurls == 1;
}

static void no_query_means_two_things(void)
{
    unsigned state = 7, nread = 0;
    for (int i = 0; i < DRAWS; i++) {
        char query[512];
        struct arena a;
        struct grant q;
        draw_query(&state, query);
        arena_init(&a);
        if (grant_read(&a, span_of(query), &q, NULL)) {
            nread++;
            if (!check_true(is_unambiguous(&q)))
                printf("  %s\n", query);
        }
        arena_finish(&a);
    }
    check_true(nread > 20);
}

/* ---- files */

static enum error_code load(const char *text, int mode, const char *list)
{
    struct error err = {0};
    FILE *f = fopen("a.key", "w");
    fputs(text, f);
    fclose(f);
    chmod("a.key", (mode_t)mode);
    struct keyring *k = keyring_load(list, &err);
    if (k)
        check_number(k->nkeys, *list ? 1 : 0);
    keyring_destroy(k);
    return k ? ERROR_NONE : err.code;
}

static void takes_keys_from_files_that_only_their_owner_may_read(void)
{
    char folder[] = "/tmp/listenpost-test-XXXXXX";
    check_true(mkdtemp(folder) && chdir(folder) == 0);
    check_number(load("a:0123456789abcdef\n", 0600, "a.key"), ERROR_NONE);
    check_number(load("a:0123456789abcdef", 0400, " a.key ,"), ERROR_NONE);
    check_number(load("a:0123456789abcdef", 0400, ""), ERROR_NONE);
    unlink("a.key");
    check_number(load("a:0123456789abcdef\n", 0640, "a.key"), ERROR_CONFIG);
    check_number(load("a:0123456789abcdef\n", 0604, "a.key"), ERROR_CONFIG);
    check_number(load("a:0123456789abcdef\n", 0600, "a.key, a.key"), ERROR_CONFIG);
    check_number(load("a:0123456789abcdef\n", 0600, "b.key"), ERROR_CONFIG);
    check_number(load("a:0123456789abcde\n", 0600, "a.key"), ERROR_CONFIG);
    check_number(load("0123456789abcdef0\n", 0600, "a.key"), ERROR_CONFIG);
    check_number(load(":0123456789abcdef\n", 0600, "a.key"), ERROR_CONFIG);
    check_number(load("a b:0123456789abcdef\n", 0600, "a.key"), ERROR_CONFIG);
    check_number(load("a:0123456789abcdef\nb:0123456789abcdef\n", 0600, "a.key"), ERROR_CONFIG);
    unlink("a.key");
    check_true(chdir("/") == 0 && rmdir(folder) == 0);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(agrees_with_the_documented_example),
        CHECK(ends_at_the_second_that_is_signed),
        CHECK(may_be_valid_for_so_long_and_no_longer),
        CHECK(takes_any_key_of_the_ring_but_only_by_its_own_id),
        CHECK(neither_order_nor_escapes_matter),
        CHECK(refuses_what_is_changed_added_or_ambiguous),
        CHECK(no_query_means_two_things),
        CHECK(takes_keys_from_files_that_only_their_owner_may_read),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
