/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fetch step in its sandbox, against a server on this machine: name resolution, TLS start, sockets. */
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "job/pool.h"

static struct config config;
static struct pool *pool;
static int listener, port;

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Language: en\r\n"
    "Content-Length: 16\r\nConnection: close\r\n\r\n<p>A page.</p>\n\n";

/* Answers every request alike until its socket is shut down. */
static void *serve(void *arg)
{
    (void)arg;
    for (int fd; (fd = accept(listener, NULL, NULL)) >= 0;) {
        char request[4096];
        if (read(fd, request, sizeof request) > 0)
            send(fd, answer, sizeof answer - 1, MSG_NOSIGNAL);
        close(fd);
    }
    return NULL;
}

static bool fetch(const char *format, struct fetched *out, struct error *err)
{
    char url[200];
    snprintf(url, sizeof url, format, port);
    *err = (struct error){0};
    return pool_fetch(pool, span_of(url), (struct span){"", 0}, NULL, out, err);
}

static void check_page(const char *format)
{
    struct fetched got;
    struct error err;
    if (!check_true(fetch(format, &got, &err)))
        printf("  %s: %s\n", error_name(err.code), err.detail);
    check_text(buf_span(&got.body), "<p>A page.</p>\n\n");
    check_text(buf_span(&got.media_type), "text/html; charset=utf-8");
    check_text(buf_span(&got.language), "en");
    check_number(got.status, 200);
    fetched_finish(&got);
}

static void a_page_is_fetched_by_address_and_by_name(void)
{
    check_page("http://127.0.0.1:%d/post");
    check_page("http://localhost:%d/post");
}

/* The server speaks no TLS: the library must have started inside the sandbox to find out. */
static void a_broken_tls_server_is_an_error_not_a_crash(void)
{
    struct fetched got;
    struct error err;
    check_true(!fetch("https://localhost:%d/", &got, &err));
    check_number(err.code, ERROR_FETCH_FAILED);
    fetched_finish(&got);
}

static void a_name_that_does_not_exist_is_an_error_not_a_crash(void)
{
    struct fetched got;
    struct error err;
    check_true(!fetch("http://no-such-host.invalid:%d/", &got, &err));
    check_number(err.code, ERROR_FETCH_FAILED);
    fetched_finish(&got);
}

static void no_step_crashed_or_was_repeated(void)
{
    struct pool_stat stat;
    pool_stat(pool, &stat);
    check_number(stat.crashes + stat.timeouts + stat.retries, 0);
}

static bool prepare(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    struct error err = {0};
    char ports[16];
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 16) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0)
        return false;
    port = ntohs(address.sin_port);
    snprintf(ports, sizeof ports, "%d", port);
    config_init(&config);
    config.fetch_private = true;
    config.workers = 1;
    config_set(&config, config_find(SPAN("fetch_ports")), span_of(ports), &err);
    pool = pool_start(&config, &err);
    return pool != NULL;
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(a_page_is_fetched_by_address_and_by_name),
        CHECK(a_broken_tls_server_is_an_error_not_a_crash),
        CHECK(a_name_that_does_not_exist_is_an_error_not_a_crash),
        CHECK(no_step_crashed_or_was_repeated),
    };
    pthread_t server;
    if (!prepare()) {
        puts("FAIL prepare: no listener or no pool");
        return 1;
    }
    pthread_create(&server, NULL, serve, NULL);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    shutdown(listener, SHUT_RDWR);
    pthread_join(server, NULL);
    close(listener);
    pool_stop(pool);
    config_finish(&config);
    return status;
}
