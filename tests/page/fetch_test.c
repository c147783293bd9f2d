/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fetch against a server of our own, inside a network namespace that holds nothing but loopback: a guard
 * with a hole would reach only the canary here. The namespace's loopback carries a public address (BLOG),
 * another one (OTHER), and private ones. */
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "check.h"
#include "page/page.h"

#define BLOG "93.184.216.34"
#define OTHER "93.184.216.35"

static bool isolated; /* whether the namespace could be made; every test asks */

/* ---- the canary: one thread, one connection after the other, the path says what to answer */

struct bits {
    struct buf out;
    unsigned held, nheld;
};

static void put_bits(struct bits *b, unsigned value, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        b->held |= (value >> i & 1) << b->nheld;
        if (++b->nheld == 8) {
            buf_add_byte(&b->out, (char)b->held);
            b->held = b->nheld = 0;
        }
    }
}

/* A gzip stream of one fixed-Huffman block: the byte 0, then copies of 258 bytes at 13 bits each. */
static struct buf bomb(size_t size_bytes)
{
    struct bits b = {.out = BUF_EMPTY};
    buf_add(&b.out, "\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
    put_bits(&b, 3, 3);    /* last block, fixed codes */
    put_bits(&b, 0x0C, 8); /* literal 0: 00110000, most significant bit first */
    for (size_t n = 0; n < size_bytes; n += 258) {
        put_bits(&b, 0xA3, 8); /* length 258: 11000101 */
        put_bits(&b, 0, 5);    /* distance 1 */
    }
    put_bits(&b, 0, 7);
    put_bits(&b, 0, 8);
    return b.out;
}

static void answer(int fd, const char *status, const char *headers, struct span body)
{
    dprintf(fd, "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n", status, body.n, headers);
    file_write_all(fd, body.p, body.n);
}

static void answer_redirect(int fd, struct span path)
{
    char headers[512];
    snprintf(headers, sizeof headers, "Location: %.*s\r\n", (int)path.n - 4, path.p + 4);
    answer(fd, "302 Found", headers, SPAN("elsewhere"));
}

static void answer_endless(int fd, const char *line)
{
    dprintf(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n");
    while (dprintf(fd, "%s", line) > 0)
        ;
}

/* Asked whether it is still the copy that the client has, it says yes. */
static void answer_dated(int fd, struct span request)
{
    bool known = span_find(request, "\r\nIf-None-Match: \"v1\"\r\n") < request.n &&
                 span_find(request, "\r\nIf-Modified-Since: Sun, 01 Feb 2026 10:00:00 GMT\r\n") < request.n;
    answer(fd, known ? "304 Not Modified" : "200 OK",
           "Content-Type: text/html\r\nETag: \"v1\"\r\nLast-Modified: Sun, 01 Feb 2026 10:00:00 GMT\r\n"
           "Cache-Control: public\r\nCache-Control: max-age=90\r\nAge: 30\r\n",
           known ? SPAN("") : SPAN("canary"));
}

static void answer_path(int fd, struct span path, struct span request)
{
    if (span_is(path, "/dated"))
        answer_dated(fd, request);
    else if (span_is(path, "/odd"))
        answer(fd, "200 OK", "Content-Type: text/html\r\nETag: \"\xC3\xA4\"\r\n", SPAN("canary"));
    else if (span_is(path, "/unasked"))
        answer(fd, "304 Not Modified", "", SPAN(""));
    else if (span_is(path, "/withdrawn"))
        answer(fd, "410 Gone", "", SPAN(""));
    else if (span_is(path, "/members"))
        answer(fd, "403 Forbidden", "", SPAN(""));
    else if (span_is(path, "/broken"))
        answer(fd, "500 Internal Server Error", "", SPAN(""));
    else if (span_is(path, "/page"))
        answer(fd, "200 OK", "Content-Type: text/html; charset=utf-8\r\nContent-Language: en\r\n",
               SPAN("canary"));
    else if (span_is(path, "/untyped"))
        answer(fd, "200 OK", "", SPAN("canary"));
    else if (span_is(path, "/image"))
        answer(fd, "200 OK", "Content-Type: image/png\r\n", SPAN("canary"));
    else if (span_starts(path, "/to/"))
        answer_redirect(fd, path);
    else if (span_is(path, "/loop"))
        answer(fd, "301 Moved", "Location: /loop\r\n", SPAN("round"));
    else if (span_is(path, "/headers"))
        answer_endless(fd, "X-Filler: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n");
    else if (span_is(path, "/endless"))
        answer_endless(fd, "\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    else if (span_is(path, "/silent"))
        usleep(400000);
    else if (span_is(path, "/bomb")) {
        struct buf bytes = bomb(16 << 20);
        answer(fd, "200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", buf_span(&bytes));
        buf_finish(&bytes);
    } else
        answer(fd, "404 Not Found", "Content-Type: text/html\r\n", SPAN("nothing"));
}

static void *serve(void *arg)
{
    int listener = *(int *)arg;
    for (;;) {
        char request[4096] = "";
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return NULL;
        ssize_t n = read(fd, request, sizeof request - 1);
        struct span rest = span_of(n > 0 ? request : ""), method, path;
        if (span_split(&rest, ' ', &method) && span_split(&rest, ' ', &path))
            answer_path(fd, path, span_of(request));
        shutdown(fd, SHUT_WR);
        close(fd);
    }
}

static bool start_canary(uint16_t port)
{
    static int listeners[2];
    static size_t nlisteners;
    struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    int *fd = &listeners[nlisteners++], on = 1;
    pthread_t thread;
    *fd = socket(AF_INET6, SOCK_STREAM, 0);
    setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    return bind(*fd, (struct sockaddr *)&any, sizeof any) == 0 && listen(*fd, 16) == 0 &&
           pthread_create(&thread, NULL, serve, fd) == 0;
}

static bool add_address(int fd, const char *name, const char *address)
{
    struct ifreq request = {0};
    struct sockaddr_in *in = (struct sockaddr_in *)&request.ifr_addr;
    snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
    in->sin_family = AF_INET;
    in->sin_addr.s_addr = inet_addr(address);
    if (ioctl(fd, SIOCSIFADDR, &request) != 0)
        return false;
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    return ioctl(fd, SIOCSIFFLAGS, &request) == 0;
}

static bool isolate(void)
{
    static const char *const addresses[] = {"127.0.0.1", BLOG, OTHER, "10.1.2.3", "169.254.169.254"};
    if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return false;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    bool ok = fd >= 0;
    for (size_t i = 0; ok && i < COUNT_OF(addresses); i++) {
        char name[8];
        snprintf(name, sizeof name, i ? "lo:%zu" : "lo", i);
        ok = add_address(fd, name, addresses[i]);
    }
    close(fd);
    return ok && start_canary(80) && start_canary(8080);
}

/* ---- the tests */

struct trial {
    struct config config;
    struct fetched out;
    struct error err;
    bool ok;
};

static struct trial fetch_again(const char *url, const char *sites, bool private,
                                const struct page_copy *copy)
{
    struct trial t = {0};
    config_init(&t.config);
    t.config.fetch_private = private;
    t.config.fetch_timeout_ms = 300;
    t.config.page_max_bytes = 100000;
    t.ok = page_fetch(&t.config, span_of(url), span_of(sites), copy, &t.out, &t.err);
    return t;
}

static struct trial fetch(const char *url, const char *sites, bool private)
{
    return fetch_again(url, sites, private, NULL);
}

static void finish(struct trial *t)
{
    fetched_finish(&t->out);
    config_finish(&t->config);
}

static void expect(const char *url, const char *sites, bool private, enum error_code code)
{
    struct trial t = fetch(url, sites, private);
    if (!check_number(t.err.code, code) || !check_number(t.ok, code == ERROR_NONE))
        printf("  %s: %s\n", url, t.err.detail);
    if (code == ERROR_NONE)
        check_text(buf_span(&t.out.body), "canary");
    finish(&t);
}

#define NEEDS_NAMESPACE()                                                                                    \
    if (!isolated) {                                                                                         \
        check_skip("a network namespace cannot be made here");                                               \
        return;                                                                                              \
    }

static void reads_a_page_and_what_its_server_says_of_it(void)
{
    NEEDS_NAMESPACE();
    struct trial t = fetch("http://" BLOG "/page#part", "", false);
    check_true(t.ok);
    check_text(buf_span(&t.out.body), "canary");
    check_text(buf_span(&t.out.media_type), "text/html; charset=utf-8");
    check_text(buf_span(&t.out.language), "en");
    check_text(buf_span(&t.out.url), "http://" BLOG "/page");
    check_number(t.out.status, 200);
    finish(&t);
    expect("http://" BLOG "/untyped", "", false, ERROR_NONE);
}

static const char *const hostile[] = {
    "http://127.0.0.1/page",
    "http://127.1/page",
    "http://2130706433/page",
    "http://0x7f000001/page",
    "http://0177.0.0.1/page",
    "http://0/page",
    "http://localhost/page",
    "http://LOCALHOST./page",
    "http://[::1]/page",
    "http://[::ffff:127.0.0.1]/page",
    "http://[::ffff:7f00:1]/page",
    "http://[::]/page",
    "http://[::127.0.0.1]/page",
    "http://10.1.2.3/page",
    "http://0x0a010203/page",
    "http://169.254.169.254/page",
    "http://" BLOG "@127.0.0.1/page",
    "http://127.0.0.1\xE3\x80\x82/page",
};

static void refuses_private_addresses_in_every_form(void)
{
    NEEDS_NAMESPACE();
    for (size_t i = 0; i < COUNT_OF(hostile); i++)
        expect(hostile[i], "", false, ERROR_URL_REFUSED);
}

static void refuses_private_addresses_behind_a_redirect(void)
{
    NEEDS_NAMESPACE();
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        char url[256];
        snprintf(url, sizeof url, "http://" BLOG "/to/%s", hostile[i]);
        if ((unsigned char)hostile[i][strlen(hostile[i]) - 6] < 0x80)
            expect(url, "", false, ERROR_URL_REFUSED);
    }
}

static void reaches_private_addresses_when_it_may(void)
{
    NEEDS_NAMESPACE();
    expect("http://127.0.0.1/page", "", true, ERROR_NONE);
    expect("http://localhost/page", "", true, ERROR_NONE);
    expect("http://[::1]/page", "", true, ERROR_NONE);
    expect("http://" BLOG "/to/http://10.1.2.3/page", "", true, ERROR_NONE);
}

static void follows_redirects_and_checks_each(void)
{
    NEEDS_NAMESPACE();
    expect("http://" BLOG "/to//page", BLOG, false, ERROR_NONE);
    expect("http://" BLOG "/to/http://" OTHER "/page", BLOG "," OTHER, false, ERROR_NONE);
    expect("http://" BLOG "/to/http://" OTHER "/page", BLOG, false, ERROR_URL_REFUSED);
    expect("http://" BLOG "/to/http://" BLOG ":8080/page", BLOG, false, ERROR_URL_REFUSED);
    expect("http://" BLOG "/to/ftp://" BLOG "/page", BLOG, false, ERROR_URL_INVALID);
    expect("http://" BLOG "/to/file:///etc/hostname", BLOG, false, ERROR_URL_INVALID);
    expect("http://" BLOG "/loop", BLOG, false, ERROR_FETCH_FAILED);
}

static void refuses_sites_and_ports_that_are_not_listed(void)
{
    NEEDS_NAMESPACE();
    expect("http://" BLOG "/page", "blog.example", false, ERROR_URL_REFUSED);
    expect("http://" BLOG ":8080/page", "", false, ERROR_URL_REFUSED);
    expect("gopher://" BLOG "/page", "", false, ERROR_URL_INVALID);
}

static void bounds_size_after_decompression_headers_and_time(void)
{
    NEEDS_NAMESPACE();
    expect("http://" BLOG "/bomb", "", false, ERROR_INPUT_TOO_LARGE);
    expect("http://" BLOG "/endless", "", false, ERROR_INPUT_TOO_LARGE);
    expect("http://" BLOG "/headers", "", false, ERROR_INPUT_TOO_LARGE);
    expect("http://" BLOG "/silent", "", false, ERROR_TIMEOUT);
}

static void tells_failures_apart(void)
{
    NEEDS_NAMESPACE();
    expect("http://" BLOG "/absent", "", false, ERROR_SOURCE_GONE);
    expect("http://" BLOG "/withdrawn", "", false, ERROR_SOURCE_GONE);
    expect("http://" BLOG "/members", "", false, ERROR_SOURCE_REFUSED);
    expect("http://" BLOG "/broken", "", false, ERROR_FETCH_STATUS);
    expect("http://" BLOG "/image", "", false, ERROR_INPUT_BINARY);
    expect("https://" BLOG "/page", "", false, ERROR_FETCH_FAILED);
    expect("http://no-such-host.invalid/", "", false, ERROR_FETCH_FAILED);
}

static void tells_what_to_ask_again_by_and_how_long_it_holds(void)
{
    NEEDS_NAMESPACE();
    struct trial t = fetch("http://" BLOG "/dated", "", false);
    check_text(buf_span(&t.out.etag), "\"v1\"");
    check_text(buf_span(&t.out.last_modified), "Sun, 01 Feb 2026 10:00:00 GMT");
    check_number(t.out.max_age_s, 60);
    finish(&t);
    t = fetch("http://" BLOG "/odd", "", false);
    check_true(t.ok && t.out.etag.n == 0 && t.out.max_age_s == -1);
    finish(&t);
}

static const struct page_copy dated = {
    .url = SPAN("http://" BLOG "/dated"),
    .etag = SPAN("\"v1\""),
    .last_modified = SPAN("Sun, 01 Feb 2026 10:00:00 GMT"),
};

static void asks_whether_a_copy_is_still_good(void)
{
    NEEDS_NAMESPACE();
    static const char *const ways[] = {"/dated", "/to//dated"};
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        char url[128];
        snprintf(url, sizeof url, "http://" BLOG "%s", ways[i]);
        struct trial t = fetch_again(url, "", false, &dated);
        check_true(t.ok);
        check_number(t.out.status, 304);
        check_text(buf_span(&t.out.body), "");
        check_text(buf_span(&t.out.url), "http://" BLOG "/dated");
        check_number(t.out.max_age_s, 60);
        finish(&t);
    }
}

static void asks_no_other_address_about_a_copy(void)
{
    NEEDS_NAMESPACE();
    struct page_copy other = dated;
    other.url = SPAN("http://" OTHER "/dated");
    struct trial t = fetch_again("http://" BLOG "/dated", "", false, &other);
    check_number(t.out.status, 200);
    check_text(buf_span(&t.out.body), "canary");
    finish(&t);
    expect("http://" BLOG "/unasked", "", false, ERROR_FETCH_STATUS);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(reads_a_page_and_what_its_server_says_of_it),
        CHECK(refuses_private_addresses_in_every_form),
        CHECK(refuses_private_addresses_behind_a_redirect),
        CHECK(reaches_private_addresses_when_it_may),
        CHECK(follows_redirects_and_checks_each),
        CHECK(refuses_sites_and_ports_that_are_not_listed),
        CHECK(bounds_size_after_decompression_headers_and_time),
        CHECK(tells_failures_apart),
        CHECK(tells_what_to_ask_again_by_and_how_long_it_holds),
        CHECK(asks_whether_a_copy_is_still_good),
        CHECK(asks_no_other_address_about_a_copy),
    };
    signal(SIGPIPE, SIG_IGN);                         /* clients hang up on endless answers */
    setenv("http_proxy", "http://127.0.0.1:8080", 1); /* must not be used */
    isolated = isolate();
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
