/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an operator's tools see of a server whose pool does what the test says. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "http/client.h"
#include "http/fake_pool.h"
#include "http/http.h"

struct service {
    struct config config;
    struct cache *cache;
    struct server *server;
    int port;
};

static void begin(struct service *s)
{
    struct error err = {0};
    fake_reset();
    config_init(&s->config);
    config_set(&s->config, config_find(SPAN("listen")), SPAN("127.0.0.1:0"), NULL);
    config_set(&s->config, config_find(SPAN("http_threads")), SPAN("1"), NULL);
    s->cache = cache_open("/nonexistent", 0, &err);
    s->server = server_start(&s->config, NULL, s->cache, &err);
    if (!check_true(s->server != NULL)) {
        printf("  %s\n", err.detail);
        exit(1);
    }
    s->port = server_port(s->server);
}

static void end(struct service *s)
{
    server_stop(s->server);
    cache_close(s->cache);
    config_finish(&s->config);
}

static bool answers(const struct service *s, int status, const char *part)
{
    struct reply r = client_get(s->port, "/readyz", "");
    buf_add(&r.body, "", 0);
    bool ok = check_number(r.status, status) && check_true(strstr(r.body.p, part) != NULL) &&
              check_true((reply_field(&r, "Retry-After").n > 0) == (status == 503));
    reply_finish(&r);
    return ok;
}

static void is_not_ready_when_nothing_can_be_spoken_any_more(void)
{
    struct service s;
    begin(&s);
    answers(&s, 200, "{\"ready\":true,\"reason\":null,\"storing\":true,");
    atomic_store(&fake.lost, true);
    answers(&s, 503, "{\"ready\":false,\"reason\":\"lost\",");
    end(&s);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(is_not_ready_when_nothing_can_be_spoken_any_more),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
