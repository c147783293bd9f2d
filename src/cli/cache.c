/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache/cache.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

static void add_share(struct json *j, const char *key, const struct cache_share *share)
{
    json_key(j, key);
    json_open(j, '{');
    json_field_number(j, "files", (int64_t)share->nfiles);
    json_field_number(j, "bytes", (int64_t)share->nbytes);
    json_close(j, '}');
}

static void print_share(struct buf *out, const char *name, const struct cache_share *share)
{
    buf_printf(out, "%-10s %10" PRIu64 " files %16" PRIu64 " bytes\n", name, share->nfiles, share->nbytes);
}

static struct json begin_json(struct buf *out, const char *folder)
{
    struct json j = json_to(out);
    json_open(&j, '{');
    json_field_text(&j, "folder", span_of(folder));
    return j;
}

static void end_json(struct json *j)
{
    json_close(j, '}');
    buf_add_byte(j->out, '\n');
}

/* ---- stat */

static void print_census(const struct arguments *a, const char *folder, const struct cache_census *census,
                         struct buf *out)
{
    struct cache_share total = {0};
    struct json j = {0};
    if (a->json)
        j = begin_json(out, folder);
    else
        buf_printf(out, "%s\n", folder);
    for (int kind = 0; kind < CACHE_KINDS; kind++) {
        const struct cache_share *share = &census->kinds[kind];
        total.nfiles += share->nfiles;
        total.nbytes += share->nbytes;
        if (a->json)
            add_share(&j, cache_kind_name((enum cache_kind)kind), share);
        else
            print_share(out, cache_kind_name((enum cache_kind)kind), share);
    }
    if (a->json) {
        add_share(&j, "total", &total);
        add_share(&j, "unfinished", &census->unfinished);
        json_field_number(&j, "max_bytes", a->config.cache_max_bytes);
        end_json(&j);
    } else {
        print_share(out, "total", &total);
        print_share(out, "unfinished", &census->unfinished);
        buf_printf(out, "%-10s %33" PRId64 " bytes\n", "at most", a->config.cache_max_bytes);
    }
}

static bool tell_census(const struct arguments *a, const char *folder, struct buf *out, struct error *err)
{
    struct cache_census census;
    if (!cache_count(folder, &census, err))
        return false;
    print_census(a, folder, &census, out);
    return true;
}

/* ---- verify */

static const char *state_of(const struct cache_finding *f)
{
    return !f->damaged ? "unreadable" : f->removed ? "removed" : "damaged";
}

static void print_health(const char *folder, const struct cache_health *health, struct buf *out)
{
    buf_printf(out, "%s\n", folder);
    for (size_t i = 0; i < health->nfindings; i++) {
        const struct cache_finding *f = &health->findings[i];
        buf_printf(out, "%-10s %s %s\n", state_of(f), cache_kind_name(f->kind), f->key);
    }
    print_share(out, "good", &health->good);
    print_share(out, "damaged", &health->damaged);
    print_share(out, "unreadable", &health->unreadable);
}

static void print_health_json(const char *folder, const struct cache_health *health, struct buf *out)
{
    struct json j = begin_json(out, folder);
    add_share(&j, "good", &health->good);
    add_share(&j, "damaged", &health->damaged);
    add_share(&j, "unreadable", &health->unreadable);
    json_key(&j, "findings");
    json_open(&j, '[');
    for (size_t i = 0; i < health->nfindings; i++) {
        const struct cache_finding *f = &health->findings[i];
        json_open(&j, '{');
        json_field_text(&j, "state", span_of(state_of(f)));
        json_field_text(&j, "kind", span_of(cache_kind_name(f->kind)));
        json_field_text(&j, "key", span_of(f->key));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    end_json(&j);
}

static bool tell_health(const struct arguments *a, const char *folder, struct buf *out, struct error *err)
{
    struct cache_health health;
    bool ok = cache_verify(folder, &health, err);
    if (ok) {
        (a->json ? print_health_json : print_health)(folder, &health, out);
        uint64_t nbad = health.damaged.nfiles + health.unreadable.nfiles;
        ok = nbad == 0 || error_set(err, ERROR_CACHE_DAMAGED, "%" PRIu64 " of %" PRIu64 " files", nbad,
                                    nbad + health.good.nfiles);
    }
    cache_health_finish(&health);
    return ok;
}

/* ---- gc */

static bool read_bytes(const struct arguments *a, uint64_t *bytes, struct error *err)
{
    *bytes = (uint64_t)a->config.cache_max_bytes;
    if (!a->to)
        return true;
    char *end;
    errno = 0;
    *bytes = strtoull(a->to, &end, 10);
    if (strspn(a->to, "0123456789") == 0 || *end || errno)
        return error_set(err, ERROR_USAGE, "to: give a number of bytes, not '%s'", a->to);
    return true;
}

static bool shrink(const struct arguments *a, const char *folder, struct buf *out, struct error *err)
{
    struct cache_share removed, left;
    uint64_t bytes;
    if (!read_bytes(a, &bytes, err) || !cache_shrink(folder, bytes, &removed, &left, err))
        return false;
    if (a->json) {
        struct json j = begin_json(out, folder);
        add_share(&j, "removed", &removed);
        add_share(&j, "left", &left);
        end_json(&j);
    } else {
        buf_printf(out, "%s\n", folder);
        print_share(out, "removed", &removed);
        print_share(out, "left", &left);
    }
    return true;
}

static const struct action {
    const char *name;
    /* Fails with something in 'out', too: it is printed whatever the result. */
    bool (*run)(const struct arguments *a, const char *folder, struct buf *out, struct error *err);
} actions[] = {{"stat", tell_census}, {"verify", tell_health}, {"gc", shrink}};

static const struct action *find_action(const struct arguments *a)
{
    for (size_t i = 0; a->nnames == 1 && i < COUNT_OF(actions); i++)
        if (strcmp(actions[i].name, a->names[0]) == 0)
            return &actions[i];
    return NULL;
}

bool command_cache(const struct arguments *a, struct error *err)
{
    const struct action *action = find_action(a);
    if (!action)
        return error_set(err, ERROR_USAGE, "give one of stat, verify and gc");
    if (a->to && action->run != shrink)
        return error_set(err, ERROR_USAGE, "--to: only with gc");
    struct buf folder = BUF_EMPTY, out = BUF_EMPTY;
    config_cache_path(&a->config, &folder);
    bool ok = action->run(a, folder.p, &out, err);
    if (out.n && !print_out(&out, ok ? err : NULL))
        ok = false;
    buf_finish(&folder);
    buf_finish(&out);
    return ok;
}
