/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/admission.h"

#include "http/exchange.h"
#include "http/keys.h"
#include "http/server.h"

enum error_code admission_by_key(struct exchange *x)
{
    struct span authorization = exchange_field(x, "Authorization");
    if (!keys_given(authorization))
        return ERROR_UNAUTHORIZED;
    return keys_admit(span_of(x->server->config->api_keys), authorization) ? ERROR_NONE : ERROR_KEY_WRONG;
}

enum error_code admission_busy(struct exchange *x, const struct wanted *wanted)
{
    struct span lane = wanted_lane(wanted);
    bool all_full = queue_is_full(x->server->readers) || queue_is_full(x->server->speakers);
    bool site_full = queue_room(x->server->readers, lane) == QUEUE_SITE_FULL ||
                     queue_room(x->server->speakers, lane) == QUEUE_SITE_FULL;
    return site_full && !all_full ? ERROR_SITE_BUSY : ERROR_BUSY;
}

struct entry *admission_read(struct exchange *x, const struct wanted *wanted, struct error *err)
{
    struct entry *e = posts_want(x->server, wanted);
    if (!e)
        error_set(err, admission_busy(x, wanted), "reading");
    return e;
}

bool admission_make(struct exchange *x, enum step *step)
{
    x->making = making_join(x->server, x->entry, true);
    if (!x->making)
        *step = exchange_fail(x, admission_busy(x, &x->entry->wanted));
    return x->making != NULL;
}
