/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read from a request: its target, its framing, its key, what it accepts, its body. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "http/encoding.h"
#include "http/framing.h"
#include "http/keys.h"
#include "http/received.h"
#include "http/speech_request.h"
#include "http/target.h"

static const struct {
    const char *raw, *path, *query, *authority; /* path NULL: refused */
} targets[] = {
    {"/v1/posts?url=x", "/v1/posts", "url=x", ""},
    {"/", "/", "", ""},
    {"/a%20b", "/a b", "", ""},
    {"*", "*", "", ""},
    {"http://host:80/x?y", "/x", "y", "host:80"},
    {"HTTP://host", "/", "", "host"},
    {"http://host?y", "/", "y", "host"},
    {"/a%00.txt", NULL, "", ""},
    {"/a%0a", NULL, "", ""},
    {"/%", NULL, "", ""},
    {"/%4", NULL, "", ""},
    {"/%zz", NULL, "", ""},
    {"/%ff", NULL, "", ""},
    {"http://user@host/", NULL, "", ""},
    {"http:///x", NULL, "", ""},
    {"/x?a\rb", NULL, "", ""},
    {"/x?a b", NULL, "", ""},
    {"/x#part", NULL, "", ""},
    {"/x?a=%00", NULL, "", ""},
    {"v1", NULL, "", ""},
    {"host:80", NULL, "", ""},
};

static void takes_a_target_apart_or_refuses_it(void)
{
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        struct target t;
        struct buf path = BUF_EMPTY;
        bool ok = target_read(span_of(targets[i].raw), &t) && target_decode(t.raw_path, false, &path);
        if (!check_number(ok, targets[i].path != NULL))
            printf("  %s\n", targets[i].raw);
        if (ok) {
            check_text(buf_span(&path), targets[i].path);
            check_text(t.raw_query, targets[i].query);
            check_text(t.authority, targets[i].authority);
        }
        buf_finish(&path);
    }
}

static void decodes_the_named_value_of_a_query(void)
{
    struct target t;
    struct buf value = BUF_EMPTY;
    check_true(target_read(SPAN("/?a=1&url=http%3A%2F%2Fb.example%2F%3Fq%3D1&url=2&bad=%0"), &t));
    check_true(target_query(&t, "url", &value));
    check_text(buf_span(&value), "http://b.example/?q=1");
    buf_clear(&value);
    check_true(!target_query(&t, "ur", &value));
    check_true(!target_query(&t, "bad", &value));
    buf_finish(&value);
}

static enum framing judge(const char *header, size_t n)
{
    char buffer[512];
    struct received r;
    memset(buffer, 'z', sizeof buffer);
    memcpy(buffer, header, n);
    if (!check_true(received_take(buffer, n, &r)))
        printf("  %s", header);
    return framing_judge(r.fields, r.nfields, &r.head);
}

#define JUDGE(text) judge(text, sizeof(text) - 1)

static void refuses_headers_that_two_readers_could_read_differently(void)
{
    check_number(JUDGE("GET / HTTP/1.1\r\nHost:a\r\nX:b\r\n\r\n"), FRAMING_GOOD);
    check_number(JUDGE("GET / HTTP/1.1\r\nHost:a\r\nX:\r\n\r\n"), FRAMING_GOOD);
    check_number(JUDGE("GET / HTTP/1.1\r\nHost:a\r\nTransfer-Encoding:chunked\r\n\r\n"), FRAMING_GOOD);
    check_number(JUDGE("GET / HTTP/1.1\r\nHost:a\r\nHost:b\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nContent-Length:5\r\nContent-Length:5\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nContent-Length:+5\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nContent-Length:5, 5\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nContent-Length:5\r\nTransfer-Encoding:chunked\r\n\r\n"),
                 FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nTransfer-Encoding:gzip\r\n\r\n"), FRAMING_UNKNOWN_CODING);
    check_number(JUDGE("GET / HTTP/1.1\r\nTransfer-Encoding:gzip, chunked\r\n\r\n"), FRAMING_UNKNOWN_CODING);
    check_number(JUDGE("GET / HTTP/1.1\r\nHost :a\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nX:a\rb\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nX:a\0b\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nX:a\0b\r\nY:c\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\nX:a\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nX:a\nY:b\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nX:a\0\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nX:a\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nX:a\r\n\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.1\r\nX:a\n\0Y\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.0\n\0Y\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.0\n\n"), FRAMING_BAD);
    check_number(JUDGE("GET / HTTP/1.0\r\n\r\n"), FRAMING_GOOD);
    check_number(JUDGE("GET  / HTTP/1.1\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("GET /a\0b HTTP/1.1\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("G\0ET / HTTP/1.1\r\n\r\n"), FRAMING_BAD);
    check_number(JUDGE("G(T / HTTP/1.1\r\n\r\n"), FRAMING_BAD);
}

static void takes_only_hosts_that_are_one(void)
{
    static const char *const good[] = {"a",     "A-b.example_1.", "a:80", "a:", "127.0.0.1:8080",
                                       "[::1]", "[::1]:80"};
    static const char *const bad[] = {"",    "a b",      "a@b", "a/b",  "a?b",    "a#b", "a,b",
                                      "a:b", "a:123456", ":80", "<a>",  "a%",     "[",   "[::1",
                                      "[]",  "[::1]x",   "::1", "\xff", "a:80:80"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        if (!check_true(target_host_valid(span_of(good[i]))))
            printf("  %s\n", good[i]);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (!check_true(!target_host_valid(span_of(bad[i]))))
            printf("  %s\n", bad[i]);
}

static void judges_fields_that_were_not_received_by_their_values_alone(void)
{
    struct field fields[] = {{SPAN("Host"), SPAN("a")}, {SPAN("X"), SPAN("b")}};
    check_number(framing_judge(fields, 2, NULL), FRAMING_GOOD);
}

static void admits_only_keys_whose_sum_is_listed(void)
{
    /* SHA-256 of "one" and "two" */
    struct span list = SPAN("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed, "
                            "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3");
    check_true(keys_valid(list, NULL));
    check_true(keys_valid(SPAN(""), NULL));
    check_true(!keys_valid(SPAN("secret"), NULL));
    check_true(keys_admit(list, SPAN("Bearer one")));
    check_true(keys_admit(list, SPAN("bearer two ")));
    check_true(!keys_admit(list, SPAN("Bearer three")));
    check_true(!keys_admit(list, SPAN("Bearer ")));
    check_true(!keys_admit(list, SPAN("one")));
    check_true(!keys_admit(list, SPAN("")));
    check_true(!keys_admit(SPAN(""), SPAN("Bearer one")));
    check_true(keys_given(SPAN("bearer x")) && !keys_given(SPAN("Bearer ")) && !keys_given(SPAN("Basic x")));
}

static void packs_only_for_clients_that_take_gzip(void)
{
    check_true(encoding_accepts_gzip(SPAN("gzip, deflate, br")));
    check_true(encoding_accepts_gzip(SPAN("br;q=1.0, GZIP;q=0.5")));
    check_true(encoding_accepts_gzip(SPAN("*")));
    check_true(!encoding_accepts_gzip(SPAN("")));
    check_true(!encoding_accepts_gzip(SPAN("identity;q=1, *;q=0")));
    check_true(!encoding_accepts_gzip(SPAN("*, gzip;q=0.0")));
    check_true(!encoding_accepts_gzip(SPAN("gzipped")));
}

static void reads_a_request_to_speak(void)
{
    struct span full =
        SPAN("{\"text\":\"Hi.\",\"voice\":\"en-gb\",\"rate\":180,\"lang\":\"en\",\"title\":\"T\"}");
    struct arena a;
    struct wanted w;
    arena_init(&a);
    check_true(speech_request_read(&a, full, &w, NULL));
    check_number(w.kind, SOURCE_BYTES);
    check_text(w.bytes, "Hi.");
    check_text(w.voice, "en-gb");
    check_text(w.language, "en");
    check_text(w.title, "T");
    check_number(w.rate_wpm, 180);
    check_true(span_starts(w.media_type, "text/plain"));
    check_true(speech_request_read(&a, SPAN("{\"url\":\"http://b.example/\"}"), &w, NULL));
    check_number(w.kind, SOURCE_URL);
    check_text(w.url, "http://b.example/");
    arena_finish(&a);
}

static void refuses_requests_to_speak_that_are_not_as_documented(void)
{
    static const char *const bad[] = {
        "",
        "[]",
        "\"x\"",
        "{}",
        "{\"text\":1}",
        "{\"text\":\"a\",\"html\":\"b\"}",
        "{\"text\":\"\",\"html\":\"b\"}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":\"a\",\"rate\":79}",
        "{\"text\":\"a\",\"rate\":450}",
        "{\"text\":\"a\",\"rate\":\"fast\"}",
        "{\"text\":\"a\",\"rate\":100.5}",
        "{\"text\":\"a\",\"voice\":null}",
        "{\"text\":\"a\",\"speed\":2}",
        "{\"voice\":\"en\"}",
        "{\"text\":\"a\"} {}",
        "{\"text\":\"\xff\"}",
        "{\"url\":\"\"}",
    };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct wanted w;
        struct error err = {0};
        bool ok = speech_request_read(&a, span_of(bad[i]), &w, &err);
        if (!check_true(!ok) || !check_true(err.code != ERROR_NONE))
            printf("  %s\n", bad[i]);
    }
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(takes_a_target_apart_or_refuses_it),
        CHECK(decodes_the_named_value_of_a_query),
        CHECK(refuses_headers_that_two_readers_could_read_differently),
        CHECK(takes_only_hosts_that_are_one),
        CHECK(judges_fields_that_were_not_received_by_their_values_alone),
        CHECK(admits_only_keys_whose_sum_is_listed),
        CHECK(packs_only_for_clients_that_take_gzip),
        CHECK(reads_a_request_to_speak),
        CHECK(refuses_requests_to_speak_that_are_not_as_documented),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
