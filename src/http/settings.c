/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings that change under a running server. A reload makes a whole new struct config and puts it in the
 * place of the one that counts; requests that look at the old one go on with it. So nobody locks, and the old
 * ones stay until the server ends: some 2 KB for each reload that changes something. */
#include "http/settings.h"

#include <stdlib.h>
#include <string.h>

#include "http/memory.h"
#include "http/server.h"

struct settings {
    struct config config;
    struct settings *before;
};

void settings_destroy(struct settings *s)
{
    while (s) {
        struct settings *before = s->before;
        config_finish(&s->config);
        free(s);
        s = before;
    }
}

static bool is_live(const char *name)
{
    static const char *const live[] = {
#define LIVE(setting) #setting,
#include "http/live.def"
#undef LIVE
    };
    for (size_t i = 0; i < COUNT_OF(live); i++)
        if (strcmp(live[i], name) == 0)
            return true;
    return false;
}

static bool check(const struct config *fresh, struct error *err)
{
    for (size_t i = 0; i < nserver_checks; i++)
        if (!server_checks[i].check(fresh, err))
            return false;
    return article_check_config(fresh, err);
}

static void set_log(const struct config *config)
{
    enum log_level level;
    log_set_format((enum log_format)config->log_format);
    if (log_level_named(config->log_level, &level))
        log_set_level(level);
}

static void add_name(struct buf *names, const char *name)
{
    buf_printf(names, "%s%s", names->n ? ", " : "", name);
}

bool server_reload(struct server *s, const struct config *fresh, struct error *err)
{
    struct keyring *keyring = check(fresh, err) ? keyring_load(fresh->sign_keys, err) : NULL;
    if (!keyring)
        return false;
    struct settings *next = zeroed(sizeof *next);
    struct buf taken = BUF_EMPTY, waiting = BUF_EMPTY;
    config_copy(&next->config, s->config);
    for (size_t i = 0; i < config_nrows; i++) {
        const struct config_row *row = &config_rows[i];
        if (config_same(s->config, fresh, row))
            continue;
        bool live = is_live(row->name);
        if (live)
            config_take(&next->config, fresh, row);
        add_name(live ? &taken : &waiting, row->name);
    }
    next->before = s->settings;
    s->settings = next;
    s->config = &next->config;
    keyring->before = s->keyring; /* the files may have changed, even if their names did not */
    s->keyring = keyring;
    set_log(&next->config);
    log_info("reload: %s", taken.n ? taken.p : "nothing to take over");
    if (waiting.n)
        log_warn("reload: a restart is needed for %s", waiting.p);
    buf_finish(&taken);
    buf_finish(&waiting);
    return true;
}
