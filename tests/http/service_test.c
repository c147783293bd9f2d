/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server over real sockets, with a pool that does what the test says when it says so. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "http/client.h"
#include "http/fake_pool.h"
#include "http/http.h"

#define POST_URL "/v1/posts?url=http%3A%2F%2Fblog.example%2Fpost"
#define KEY_FIELD "Authorization: Bearer sesame\r\nContent-Type: application/json\r\n"
/* SHA-256 of "sesame" */
#define KEY_SUM "d0c04f4b1951e4aeaaec8223ed2039e542f3aae805a6fa7f6d794e5afff5d272"

struct service {
    struct config config;
    struct cache *cache;
    struct server *server;
    int port;
    char folder[64];
};

/* Settings as "name=value,name=value". */
static void set(struct config *config, const char *settings)
{
    struct span rest = span_of(settings), setting;
    while (span_split(&rest, ' ', &setting)) {
        size_t equals = span_find_byte(setting, '=');
        config_set(config, config_find(span_slice(setting, 0, equals)),
                   span_slice(setting, equals + 1, setting.n), NULL);
    }
}

static void start(struct service *s, const char *settings)
{
    struct error err = {0};
    s->cache = cache_open(s->folder, 1 << 30, &err);
    set(&s->config, "listen=127.0.0.1:0 sites=blog.example http_threads=2 api_keys=" KEY_SUM);
    set(&s->config, settings);
    s->server = server_start(&s->config, NULL, s->cache, &err);
    if (!check_true(s->server != NULL)) {
        printf("  %s\n", err.detail);
        exit(1);
    }
    s->port = server_port(s->server);
}

static void begin(struct service *s, const char *settings)
{
    *s = (struct service){0};
    fake_reset();
    config_init(&s->config);
    snprintf(s->folder, sizeof s->folder, "/tmp/listenpost-test-XXXXXX");
    check_true(mkdtemp(s->folder) != NULL);
    start(s, settings);
}

static void stop(struct service *s)
{
    fake.gate = fake.read_gate = 1 << 20;
    server_stop(s->server);
    cache_close(s->cache);
}

static void end(struct service *s)
{
    char command[96];
    stop(s);
    config_finish(&s->config);
    snprintf(command, sizeof command, "rm -rf %s", s->folder);
    check_number(system(command), 0);
}

/* The audio's path, out of the manifest. */
static void find_audio(int port, char path[128])
{
    struct reply r = client_get(port, POST_URL, "");
    json_t *manifest = json_parse(buf_span(&r.body), NULL);
    struct span audio = json_get_text(manifest, "audio");
    check_number(r.status, 200);
    snprintf(path, 128, "%.*s", (int)audio.n, audio.p);
    json_decref(manifest);
    reply_finish(&r);
}

static bool is_audio(struct span bytes, size_t from)
{
    for (size_t i = 0; i < bytes.n; i++)
        if (bytes.p[i] != fake_byte(from + i))
            return false;
    return true;
}

static void expect_error(struct reply *r, int status, const char *code)
{
    json_t *body = json_parse(buf_span(&r->body), NULL);
    check_number(r->status, status);
    check_text(json_get_text(json_object_get(body, "error"), "code"), code);
    json_decref(body);
    reply_finish(r);
}

/* ---- many at once */

enum { CLIENTS = 20 };

struct visit {
    pthread_t thread;
    int port;
    const char *target;
    struct reply reply;
};

static void *visit(void *arg)
{
    struct visit *v = arg;
    v->reply = client_get(v->port, v->target, "");
    return NULL;
}

static void visit_together(struct visit visits[CLIENTS], int port, const char *target)
{
    for (size_t i = 0; i < CLIENTS; i++) {
        visits[i].port = port;
        visits[i].target = target;
        pthread_create(&visits[i].thread, NULL, visit, &visits[i]);
    }
}

static void reads_a_post_once_however_many_ask(void)
{
    struct service s;
    struct visit visits[CLIENTS];
    begin(&s, "");
    fake.read_gate = 0;
    visit_together(visits, s.port, POST_URL);
    check_true(fake_wait(&fake.fetches, 1));
    fake.read_gate = 100;
    for (size_t i = 0; i < CLIENTS; i++) {
        pthread_join(visits[i].thread, NULL);
        check_number(visits[i].reply.status, 200);
        check_true(span_equal(buf_span(&visits[i].reply.body), buf_span(&visits[0].reply.body)));
    }
    for (size_t i = 0; i < CLIENTS; i++)
        reply_finish(&visits[i].reply);
    check_number(fake.reads, 1);
    end(&s);
}

static void makes_a_post_once_however_many_listen(void)
{
    struct service s;
    struct visit visits[CLIENTS];
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    fake.gate = 1;
    visit_together(visits, s.port, audio);
    check_true(fake_wait(&fake.speaks, 1));
    fake.gate = 100;
    for (size_t i = 0; i < CLIENTS; i++) {
        pthread_join(visits[i].thread, NULL);
        check_true(visits[i].reply.whole && is_audio(buf_span(&visits[i].reply.body), 0));
        check_number(visits[i].reply.body.n, FAKE_BYTES);
        reply_finish(&visits[i].reply);
    }
    check_number(fake.speaks, 1);
    end(&s);
}

/* ---- while it is being made */

static int open_audio(int port, const char *audio, const char *fields, struct reply *r)
{
    struct buf request = BUF_EMPTY;
    int fd = client_connect(port);
    buf_printf(&request, "GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n", audio, fields);
    client_send(fd, buf_span(&request));
    buf_finish(&request);
    check_true(client_read_head(fd, r));
    return fd;
}

static void tells_the_exact_length_before_the_audio_is_there(void)
{
    struct service s;
    struct reply r;
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    fake.gate = 1;
    int fd = open_audio(s.port, audio, "", &r);
    check_number(r.status, 200);
    check_text(reply_field(&r, "Content-Length"), "150000");
    check_text(reply_field(&r, "Cache-Control"), "no-store");
    check_text(reply_field(&r, "Accept-Ranges"), "bytes");
    client_read_body(fd, &r, FAKE_PIECE_BYTES);
    check_number(r.body.n, FAKE_PIECE_BYTES);
    fake.gate = 100;
    client_read_body(fd, &r, FAKE_BYTES);
    check_true(r.body.n == FAKE_BYTES && is_audio(buf_span(&r.body), 0));
    close(fd);
    reply_finish(&r);
    end(&s);
}

static void answers_ranges_of_audio_that_is_not_made_yet(void)
{
    struct service s;
    struct reply r;
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    fake.gate = 1;
    int fd = open_audio(s.port, audio, "Range: bytes=100000-109999\r\n", &r);
    check_number(r.status, 206);
    check_text(reply_field(&r, "Content-Range"), "bytes 100000-109999/150000");
    check_text(reply_field(&r, "Content-Length"), "10000");
    fake.gate = 100;
    client_read_body(fd, &r, 10000);
    check_true(r.body.n == 10000 && is_audio(buf_span(&r.body), 100000));
    close(fd);
    reply_finish(&r);
    end(&s);
}

static void refuses_a_range_behind_the_end_while_it_is_made(void)
{
    struct service s;
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    fake.gate = 1;
    struct reply r = client_get(s.port, audio, "Range: bytes=150000-\r\n");
    check_text(reply_field(&r, "Content-Range"), "bytes */150000");
    expect_error(&r, 416, "range");
    end(&s);
}

static void streams_in_chunks_when_the_length_is_not_known(void)
{
    struct service s;
    struct reply r;
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    fake.inexact = true;
    fake.gate = 0;
    int fd = open_audio(s.port, audio, "Range: bytes=0-\r\n", &r);
    check_number(r.status, 200);
    check_text(reply_field(&r, "Transfer-Encoding"), "chunked");
    check_text(reply_field(&r, "ETag"), "");
    fake.gate = 100;
    client_read_rest(fd, &r, false);
    check_true(r.whole && r.body.n == FAKE_BYTES);
    check_true(is_audio(span_slice(buf_span(&r.body), 4, r.body.n), 4));
    close(fd);
    reply_finish(&r);
    check_true(fake_wait(&fake.ended, 1));
    r = client_get(s.port, audio, "");
    check_true(r.body.n == FAKE_BYTES && is_audio(buf_span(&r.body), 0));
    reply_finish(&r);
    end(&s);
}

static void breaks_the_connection_when_the_making_fails(void)
{
    struct service s;
    struct reply r;
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    fake.breaks = true;
    for (int i = 0; i < 2; i++, fake.inexact = true) {
        fake.gate = 0;
        int fd = open_audio(s.port, audio, "", &r);
        check_number(r.status, 200);
        fake.gate = 1;
        client_read_rest(fd, &r, false);
        check_true(!r.whole && r.closed && r.body.n < FAKE_BYTES);
        close(fd);
        reply_finish(&r);
    }
    end(&s);
}

static void hands_out_the_marks_as_soon_as_the_times_are_known(void)
{
    struct service s;
    struct reply r, marks;
    char audio[128], path[128];
    begin(&s, "");
    find_audio(s.port, audio);
    snprintf(path, sizeof path, "%.*s.json", (int)strlen(audio) - 4, audio);
    fake.gate = 0;
    marks = client_get(s.port, path, "");
    check_number(marks.status, 200);
    check_text(reply_field(&marks, "Cache-Control"), "no-store");
    reply_finish(&marks);
    check_number(fake.speaks, 1);
    fake.gate = 1;
    int fd = open_audio(s.port, audio, "", &r);
    marks = client_get(s.port, path, "");
    check_number(marks.status, 200);
    check_text(buf_span(&marks.body), "{\"duration_ms\":25000}");
    reply_finish(&marks);
    close(fd);
    reply_finish(&r);
    end(&s);
}

static void a_reader_who_leaves_does_not_end_the_making(void)
{
    struct service s;
    struct reply r;
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    fake.gate = 1;
    int fd = open_audio(s.port, audio, "", &r);
    close(fd);
    reply_finish(&r);
    usleep(50000);
    fake.gate = 100;
    check_true(fake_wait(&fake.ended, 1));
    check_number(fake.cancelled, 0);
    end(&s);
}

static void asking_for_the_head_sets_nobody_to_work(void)
{
    struct service s;
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    struct reply r = client_ask(s.port, "HEAD", audio, "", (struct span){"", 0});
    check_number(r.status, 200);
    check_text(reply_field(&r, "Content-Type"), "audio/mpeg");
    reply_finish(&r);
    usleep(20000);
    check_number(fake.speaks, 0);
    end(&s);
}

/* ---- texts */

static struct reply speak(int port, const char *body)
{
    return client_ask(port, "POST", "/v1/audio", KEY_FIELD, span_of(body));
}

static void speaks_a_text_for_a_client_with_a_key(void)
{
    struct service s;
    begin(&s, "");
    struct reply r = speak(s.port, "{\"text\":\"Hello.\"}");
    check_number(r.status, 200);
    check_text(reply_field(&r, "Content-Type"), "audio/mpeg");
    check_true(r.whole && r.body.n == FAKE_BYTES && is_audio(buf_span(&r.body), 0));
    struct span location = reply_field(&r, "Content-Location");
    char path[128];
    snprintf(path, sizeof path, "%.*s", (int)location.n, location.p);
    reply_finish(&r);
    r = client_get(s.port, path, "");
    check_true(r.status == 200 && r.body.n == FAKE_BYTES);
    reply_finish(&r);
    r = speak(s.port, "{\"text\":\"Hello.\"}");
    check_true(r.status == 200 && r.body.n == FAKE_BYTES);
    reply_finish(&r);
    check_number(fake.speaks, 1);
    end(&s);
}

static int open_speech(int port, const char *body, struct reply *r)
{
    struct buf request = BUF_EMPTY;
    int fd = client_connect(port);
    buf_printf(&request, "POST /v1/audio HTTP/1.1\r\nHost: x\r\n" KEY_FIELD "Content-Length: %zu\r\n\r\n%s",
               strlen(body), body);
    client_send(fd, buf_span(&request));
    buf_finish(&request);
    check_true(client_read_head(fd, r));
    return fd;
}

static void a_client_that_hangs_up_ends_its_own_work(void)
{
    struct service s;
    struct reply r;
    begin(&s, "");
    fake.gate = 1;
    int fd = open_speech(s.port, "{\"text\":\"Hello.\"}", &r);
    client_read_body(fd, &r, FAKE_PIECE_BYTES);
    close(fd);
    reply_finish(&r);
    for (int i = 0; i < 200 && fake.ended == 0; i++) {
        usleep(5000);
        atomic_fetch_add(&fake.gate, i == 20 || i == 100); /* the next piece notices */
    }
    check_number(fake.cancelled, 1);
    end(&s);
}

static void but_not_while_another_listens(void)
{
    struct service s;
    struct reply r, other;
    begin(&s, "");
    fake.gate = 1;
    int fd = open_speech(s.port, "{\"text\":\"Hello.\"}", &r);
    int second = open_speech(s.port, "{\"text\":\"Hello.\"}", &other);
    close(fd);
    reply_finish(&r);
    usleep(50000);
    fake.gate = 100;
    client_read_body(second, &other, FAKE_BYTES);
    check_true(other.body.n == FAKE_BYTES && is_audio(buf_span(&other.body), 0));
    close(second);
    reply_finish(&other);
    check_number(fake.speaks, 1);
    check_number(fake.cancelled, 0);
    end(&s);
}

static void refuses_clients_without_a_key_before_reading_their_body(void)
{
    struct service s;
    begin(&s, "");
    struct reply r =
        client_ask(s.port, "POST", "/v1/audio", "Content-Type: application/json\r\n", SPAN("{}"));
    check_text(reply_field(&r, "WWW-Authenticate"), "Bearer");
    check_text(reply_field(&r, "Access-Control-Allow-Origin"), "");
    expect_error(&r, 401, "unauthorized");
    r = client_ask(s.port, "POST", "/v1/audio", "Authorization: Bearer wrong\r\n", SPAN("{}"));
    expect_error(&r, 401, "key_wrong");
    end(&s);
}

static void tells_what_is_wrong_with_a_text(void)
{
    struct service s;
    begin(&s, "body_max_bytes=1024");
    char large[2048] = "";
    memset(large, 'x', sizeof large - 1);
    struct reply r = speak(s.port, "{\"text\":\" \"}");
    expect_error(&r, 422, "no_text");
    r = speak(s.port, "{\"text\":\"a\",\"voice\":\"nobody\"}");
    expect_error(&r, 400, "voice_unknown");
    r = speak(s.port, "{\"txt\":\"a\"}");
    expect_error(&r, 400, "usage");
    r = speak(s.port, "{\"url\":\"http://other.example/\"}");
    expect_error(&r, 403, "url_refused");
    r = speak(s.port, "{\"url\":\"http://blog.example/absent\"}");
    expect_error(&r, 502, "fetch_status");
    r = speak(s.port, large);
    expect_error(&r, 413, "body_too_large");
    r = client_ask(s.port, "POST", "/v1/audio",
                   "Authorization: Bearer sesame\r\nContent-Type: text/plain\r\n", SPAN("hello"));
    expect_error(&r, 415, "media_type");
    end(&s);
}

static void takes_a_body_in_chunks_up_to_its_limit(void)
{
    struct service s;
    struct reply r = {0};
    begin(&s, "body_max_bytes=1024");
    int fd = client_connect(s.port);
    client_send(fd,
                SPAN("POST /v1/audio HTTP/1.1\r\nHost: x\r\n" KEY_FIELD "Transfer-Encoding: chunked\r\n\r\n"
                     "9\r\n{\"text\":\"\r\n7\r\nHello\"}\r\n0\r\n\r\n"));
    check_true(client_read_head(fd, &r));
    check_number(r.status, 200);
    close(fd);
    reply_finish(&r);
    fd = client_connect(s.port);
    client_send(
        fd, SPAN("POST /v1/audio HTTP/1.1\r\nHost: x\r\n" KEY_FIELD "Transfer-Encoding: chunked\r\n\r\n"));
    for (int i = 0; i < 3; i++) {
        char chunk[0x200 + 1];
        memset(chunk, ' ', sizeof chunk - 1);
        client_send(fd, SPAN("200\r\n"));
        client_send(fd, (struct span){chunk, 0x200});
        client_send(fd, SPAN("\r\n"));
    }
    client_send(fd, SPAN("0\r\n\r\n"));
    check_true(client_read_head(fd, &r));
    check_number(r.status, 413);
    close(fd);
    reply_finish(&r);
    end(&s);
}

/* ---- bounds */

static void refuses_more_work_than_may_wait(void)
{
    struct service s;
    struct reply kept[2];
    int fds[2];
    begin(&s, "jobs_max=1 queue_max=1");
    fake.gate = 0;
    /* one in the making, one waiting for it: its header does not come yet */
    fds[0] = open_speech(s.port, "{\"text\":\"one\"}", &kept[0]);
    fds[1] = client_connect(s.port);
    client_send(fds[1], SPAN("POST /v1/audio HTTP/1.1\r\nHost: x\r\n" KEY_FIELD "Content-Length: 14\r\n\r\n"
                             "{\"text\":\"two\"}"));
    check_true(fake_wait(&fake.reads, 2));
    usleep(50000);
    struct reply r = speak(s.port, "{\"text\":\"three\"}");
    check_text(reply_field(&r, "Retry-After"), "2");
    expect_error(&r, 503, "busy");
    fake.gate = 100;
    check_true(client_read_head(fds[1], &kept[1]));
    check_number(kept[1].status, 200);
    for (int i = 0; i < 2; i++) {
        close(fds[i]);
        reply_finish(&kept[i]);
    }
    end(&s);
}

static void drops_a_client_that_drips_its_header(void)
{
    struct service s;
    struct reply r;
    begin(&s, "header_timeout_ms=500");
    int fd = client_connect(s.port);
    client_send(fd, SPAN("GET /healthz HTTP/1.1\r\n"));
    for (int i = 0; i < 40; i++) {
        client_send(fd, SPAN("a"));
        usleep(50000);
    }
    check_true(!client_read_head(fd, &r) && r.status == 0);
    close(fd);
    reply_finish(&r);
    end(&s);
}

static void drops_a_client_that_drips_its_body(void)
{
    struct service s;
    struct reply r;
    begin(&s, "header_timeout_ms=500");
    int fd = client_connect(s.port);
    client_send(fd, SPAN("POST /v1/audio HTTP/1.1\r\nHost: x\r\n" KEY_FIELD "Content-Length: 100\r\n\r\n"));
    for (int i = 0; i < 40; i++) {
        client_send(fd, SPAN(" "));
        usleep(50000);
    }
    check_true(!client_read_head(fd, &r) && r.status == 0);
    close(fd);
    reply_finish(&r);
    end(&s);
}

static void forgets_a_failure_and_asks_again(void)
{
    struct service s;
    begin(&s, "failure_fresh_s=0");
    struct reply r = client_get(s.port, "/v1/posts?url=http://blog.example/absent", "");
    expect_error(&r, 502, "fetch_status");
    r = client_get(s.port, "/v1/posts?url=http://blog.example/absent", "");
    expect_error(&r, 502, "fetch_status");
    check_number(fake.fetches, 2);
    end(&s);
    begin(&s, "failure_fresh_s=60");
    for (int i = 0; i < 3; i++) {
        r = client_get(s.port, "/v1/posts?url=http://blog.example/absent", "");
        expect_error(&r, 502, "fetch_status");
    }
    check_number(fake.fetches, 1);
    end(&s);
}

/* ---- what is kept */

static void finished_audio_outlives_the_server(void)
{
    struct service s;
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    struct reply r = client_get(s.port, audio, "");
    reply_finish(&r);
    stop(&s);
    start(&s, "");
    r = client_get(s.port, audio, "");
    check_true(r.status == 200 && is_audio(buf_span(&r.body), 0));
    check_text(reply_field(&r, "Cache-Control"), "public, max-age=31536000, immutable");
    reply_finish(&r);
    check_number(fake.speaks, 1);
    end(&s);
}

/* Nothing is in the making any more: what was made is kept. */
static void wait_until_kept(int port)
{
    for (int i = 0, busy = 1; i < 1000 && busy; i++) {
        struct reply r = client_get(port, "/metrics", "");
        busy = span_find(buf_span(&r.body), "\nlistenpost_posts_making 0\n") == r.body.n;
        reply_finish(&r);
        usleep(5000);
    }
}

static void audio_too_large_for_memory_is_sent_from_its_file(void)
{
    struct service s;
    char audio[128];
    begin(&s, "hot_max_bytes=0");
    find_audio(s.port, audio);
    struct reply r = client_get(s.port, audio, "");
    reply_finish(&r);
    wait_until_kept(s.port);
    r = client_get(s.port, audio, "");
    check_true(r.status == 200 && r.body.n == FAKE_BYTES && is_audio(buf_span(&r.body), 0));
    check_text(reply_field(&r, "Cache-Control"), "public, max-age=31536000, immutable");
    reply_finish(&r);
    r = client_get(s.port, audio, "Range: bytes=40000-49999\r\n");
    check_true(r.status == 206 && r.body.n == 10000 && is_audio(buf_span(&r.body), 40000));
    reply_finish(&r);
    end(&s);
}

/* ---- addresses */

static void expect_manifest_holds(const struct service *s, const char *target, const char *part)
{
    struct reply r = client_get(s->port, target, "");
    check_number(r.status, 200);
    if (!check_true(span_find(buf_span(&r.body), part) < r.body.n))
        printf("  %s\n", r.body.p);
    reply_finish(&r);
}

static void addresses_are_relative_unless_the_public_one_is_set(void)
{
    struct service s;
    begin(&s, "");
    expect_manifest_holds(&s, POST_URL, "\"audio\":\"/v1/audio/");
    end(&s);
    begin(&s, "public_url=https://listen.example/base/");
    expect_manifest_holds(&s, POST_URL, "\"audio\":\"https://listen.example/base/v1/audio/");
    end(&s);
}

static void the_demo_is_found_by_every_address_of_this_server(void)
{
    struct service s;
    char own[64];
    begin(&s, "demo=yes public_url=https://listen.example");
    snprintf(own, sizeof own, "/v1/posts?url=http://127.0.0.1:%d/", s.port);
    expect_manifest_holds(&s, own, "\"url\":\"/\"");
    expect_manifest_holds(&s, "/v1/posts?url=/", "\"url\":\"/\"");
    expect_manifest_holds(&s, "/v1/posts?url=https://listen.example", "\"url\":\"/\"");
    struct reply r = client_get(s.port, "/v1/posts?url=http://localhost/", "");
    expect_error(&r, 403, "url_refused");
    r = client_get(s.port, "/v1/posts?url=//blog.example/", "");
    expect_error(&r, 400, "url_invalid");
    check_number(fake.fetches, 0);
    check_number(fake.reads, 1);
    end(&s);
}

static void runs_with_one_thread_and_over_ipv6(void)
{
    struct service s;
    begin(&s, "http_threads=1");
    expect_manifest_holds(&s, POST_URL, "\"state\":\"new\"");
    end(&s);
    begin(&s, "listen=[::]:0");
    expect_manifest_holds(&s, POST_URL, "\"state\":\"new\"");
    end(&s);
}

/* ---- the end */

static void *stop_server(void *server)
{
    server_stop(server);
    return NULL;
}

static void lets_running_answers_end_and_begins_nothing_new(void)
{
    struct service s;
    struct reply r, late;
    pthread_t thread;
    char audio[128];
    begin(&s, "");
    find_audio(s.port, audio);
    fake.gate = 1;
    int idle = client_connect(s.port);
    client_send(idle, SPAN("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
    check_true(client_read_head(idle, &late));
    client_read_body(idle, &late, strtoul(reply_field(&late, "Content-Length").p, NULL, 10));
    reply_finish(&late);
    int fd = open_audio(s.port, audio, "", &r);
    pthread_create(&thread, NULL, stop_server, s.server);
    for (int i = 0, refused = 0; i < 1000 && !refused; i++) {
        int again = client_connect(s.port);
        refused = again < 0;
        if (!refused)
            close(again);
        usleep(1000);
    }
    client_send(idle, SPAN("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
    check_true(client_read_head(idle, &late));
    check_number(late.status, 503);
    reply_finish(&late);
    close(idle);
    fake.gate = 100;
    client_read_body(fd, &r, FAKE_BYTES);
    check_true(r.body.n == FAKE_BYTES);
    close(fd);
    reply_finish(&r);
    pthread_join(thread, NULL);
    cache_close(s.cache);
    config_finish(&s.config);
}

static void ends_what_takes_longer_than_the_drain(void)
{
    struct service s;
    struct reply r;
    pthread_t thread;
    char audio[128];
    begin(&s, "drain_timeout_s=0");
    find_audio(s.port, audio);
    fake.gate = 1;
    int fd = open_audio(s.port, audio, "", &r);
    pthread_create(&thread, NULL, stop_server, s.server);
    client_read_body(fd, &r, FAKE_BYTES);
    check_true(r.closed && r.body.n < FAKE_BYTES);
    close(fd);
    reply_finish(&r);
    fake.gate = 100;
    pthread_join(thread, NULL);
    check_number(fake.cancelled, 1);
    cache_close(s.cache);
    config_finish(&s.config);
}

static void tells_when_the_port_is_taken(void)
{
    struct service s;
    struct config config;
    struct error err = {0};
    char taken[64];
    begin(&s, "");
    config_init(&config);
    snprintf(taken, sizeof taken, "listen=127.0.0.1:%d", s.port);
    set(&config, taken);
    check_true(server_start(&config, NULL, s.cache, &err) == NULL);
    check_number(err.code, ERROR_LISTEN);
    set(&config, "listen=nonsense");
    check_true(server_start(&config, NULL, s.cache, &err) == NULL);
    check_number(err.code, ERROR_CONFIG);
    set(&config, "listen=127.0.0.1:0 api_keys=plain-text-key");
    check_true(server_start(&config, NULL, s.cache, &err) == NULL);
    check_number(err.code, ERROR_CONFIG);
    config_finish(&config);
    end(&s);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(reads_a_post_once_however_many_ask),
        CHECK(makes_a_post_once_however_many_listen),
        CHECK(tells_the_exact_length_before_the_audio_is_there),
        CHECK(answers_ranges_of_audio_that_is_not_made_yet),
        CHECK(refuses_a_range_behind_the_end_while_it_is_made),
        CHECK(streams_in_chunks_when_the_length_is_not_known),
        CHECK(breaks_the_connection_when_the_making_fails),
        CHECK(hands_out_the_marks_as_soon_as_the_times_are_known),
        CHECK(a_reader_who_leaves_does_not_end_the_making),
        CHECK(asking_for_the_head_sets_nobody_to_work),
        CHECK(speaks_a_text_for_a_client_with_a_key),
        CHECK(a_client_that_hangs_up_ends_its_own_work),
        CHECK(but_not_while_another_listens),
        CHECK(refuses_clients_without_a_key_before_reading_their_body),
        CHECK(tells_what_is_wrong_with_a_text),
        CHECK(takes_a_body_in_chunks_up_to_its_limit),
        CHECK(refuses_more_work_than_may_wait),
        CHECK(drops_a_client_that_drips_its_header),
        CHECK(drops_a_client_that_drips_its_body),
        CHECK(forgets_a_failure_and_asks_again),
        CHECK(finished_audio_outlives_the_server),
        CHECK(audio_too_large_for_memory_is_sent_from_its_file),
        CHECK(addresses_are_relative_unless_the_public_one_is_set),
        CHECK(the_demo_is_found_by_every_address_of_this_server),
        CHECK(runs_with_one_thread_and_over_ipv6),
        CHECK(lets_running_answers_end_and_begins_nothing_new),
        CHECK(ends_what_takes_longer_than_the_drain),
        CHECK(tells_when_the_port_is_taken),
    };
    signal(SIGPIPE, SIG_IGN);
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
