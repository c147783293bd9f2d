/* SPDX-License-Identifier: GPL-3.0-or-later */
/* http: REST, streams, ranges, the player, metrics. Parses nothing hostile but HTTP and JSON. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "job/job.h"

struct server;

/* What a setting must be beyond its kind and range; server_start goes through them all. Error CONFIG. */
struct server_check {
    const char *setting;
    bool (*check)(const struct config *config, struct error *err);
};
extern const struct server_check server_checks[];
extern const size_t nserver_checks;

/* Listens and answers until server_stop. Takes neither pool nor cache over. Errors: LISTEN, CONFIG. */
struct server *server_start(const struct config *config, struct pool *pool, struct cache *cache,
                            struct error *err);
/* Takes over the settings of 'fresh' that can change while the server runs (http/live.def), if all of 'fresh'
 * can be used; the log tells what changed and what waits for a restart. Error CONFIG: everything stays as it
 * was. From one thread at a time. */
bool server_reload(struct server *s, const struct config *fresh, struct error *err);
int server_port(const struct server *s);
/* Did a service manager open the socket? Then the setting 'listen' says nothing of it. */
bool server_socket_given(const struct server *s);
/* Refuses new work, lets running answers end for at most drain_timeout_s, then closes. */
void server_stop(struct server *s);

/* The query with which readers may have the post of this canonical address until expires_s (since 1970) from
 * a server that has the key among its 'sign_keys'. Appends. Errors: CONFIG, USAGE. */
bool http_sign(const char *key_file, struct span url, int64_t expires_s, struct buf *query,
               struct error *err);

#endif
