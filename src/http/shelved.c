/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET, PUT and DELETE /v1/posts/{id}, GET /v1/posts?site=: posts that a client handed over. */
#include "http/shelved.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "http/admission.h"
#include "http/answer.h"
#include "http/exchange.h"
#include "http/filing.h"
#include "http/handlers.h"
#include "http/manifest.h"
#include "http/post_request.h"
#include "http/press.h"
#include "http/scope.h"
#include "http/server.h"
#include "http/shelf_file.h"
#include "http/wanted.h"

enum { ID_BYTES = 500, CURSOR_DIGITS = 16 };

/* ---- what is said of a post */

static const char *const press_words[] = {
    [PRESS_QUEUED] = "queued", [PRESS_MAKING] = "making", [PRESS_FAILED] = "failed"};

static void print_error(struct json *j, enum error_code error)
{
    json_key(j, "error");
    if (!error) {
        json_add_null(j);
        return;
    }
    json_open(j, '{');
    json_field_text(j, "code", span_of(error_name(error)));
    json_field_text(j, "message", span_of(error_sentence(error)));
    json_close(j, '}');
}

static void print_name(struct json *j, const struct slot *slot, const char *state)
{
    json_field_text(j, "id", slot->id);
    json_field_text(j, "site", slot->site);
    json_field_text(j, "url", slot->url);
    json_field_text(j, "state", span_of(state));
}

static void add_location(struct exchange *x, const struct slot *slot, struct MHD_Response *answer)
{
    struct buf location = BUF_EMPTY;
    buf_add_span(&location, x->target.raw_path);
    buf_add_text(&location, "?site=");
    buf_add_span(&location, slot->site); /* a host: nothing in it needs an escape */
    answer_field(answer, "Location", location.p);
    buf_finish(&location);
}

/* The state when the press has nothing to say; a listener may have met a failure since. */
static const char *quiet_state(struct exchange *x, const struct slot *slot, enum error_code *error)
{
    if (slot->draft || !x->entry)
        return slot->draft ? "draft" : "queued";
    struct post_state state = manifest_state(x->server, x->entry);
    *error = state.error;
    return state.word;
}

static enum step tell(struct exchange *x, const struct slot *slot, int status, enum press_state press,
                      enum error_code error)
{
    struct buf body = BUF_EMPTY;
    struct json j = json_to(&body);
    const char *state = press == PRESS_NONE ? quiet_state(x, slot, &error) : press_words[press];
    json_open(&j, '{');
    print_name(&j, slot, state);
    print_error(&j, error);
    manifest_print_members(x->server, x->entry, state, &j);
    json_close(&j, '}');
    buf_add_byte(&body, '\n');
    struct MHD_Response *answer = answer_of_bytes(ANSWER_JSON, CLIENT, buf_span(&body));
    buf_finish(&body);
    answer_field(answer, "Cache-Control", "no-store");
    if (status == 201 || status == 202)
        add_location(x, slot, answer);
    return exchange_answer(x, status, answer);
}

/* A post that the press is done with has been read and is told in full; of others what is known is told. */
static enum step tell_when_read(struct exchange *x, const struct slot *slot, int status)
{
    enum step step;
    enum error_code error;
    enum press_state press = press_look(x->server->press, slot->name, &error, NULL, &step);
    if (slot->draft || press != PRESS_NONE)
        return tell(x, slot, status, slot->draft ? PRESS_NONE : press, error);
    if (!x->entry) {
        struct wanted wanted = wanted_shelved(&x->arena, slot);
        x->entry = posts_want(x->server, &wanted);
    }
    if (!x->entry)
        return exchange_fail(x, ERROR_BUSY);
    return wanted_is_read(x, &step) ? tell(x, slot, status, PRESS_NONE, ERROR_NONE) : step;
}

/* ---- which post */

static bool read_id(struct exchange *x, struct error *err)
{
    if (!x->server->shelf)
        return error_set(err, ERROR_NO_STORE, "store_dir is empty");
    return x->parameter.n <= ID_BYTES ||
           error_set(err, ERROR_USAGE, "the id is longer than %d bytes", ID_BYTES);
}

static bool name_post(struct exchange *x, char name[KEY_HEX + 1], struct error *err)
{
    struct span site;
    if (!read_id(x, err) || !scope_site(x, &site, err))
        return false;
    shelf_name(site, x->parameter, name);
    return true;
}

enum step handle_post(struct exchange *x)
{
    char name[KEY_HEX + 1];
    struct error err = {0};
    struct slot slot;
    if (!name_post(x, name, &err))
        return exchange_refuse(x, &err);
    if (!shelf_find(x->server->shelf, name, &x->arena, &slot))
        return exchange_fail(x, ERROR_NOT_FOUND);
    return tell_when_read(x, &slot, 200);
}

/* ---- changing it */

/* Is it carried out? If not *step is what the handler returns. */
static bool is_filed(struct exchange *x, enum step *step)
{
    struct filing *f = x->filing;
    watch_hangup(x->server->watch, x);
    waiters_lock(&f->waiters);
    bool done = f->done;
    struct error error = f->error;
    if (!done)
        *step = exchange_wait(x, &f->waiters);
    waiters_unlock(&f->waiters);
    if (done && error.code)
        *step = exchange_fail(x, error.code);
    return done && !error.code;
}

/* A client may send all its posts again at any time: what changes nothing costs nothing. */
static bool is_kept(struct exchange *x, const struct shelf_post *post)
{
    char name[KEY_HEX + 1], edition[KEY_HEX + 1];
    struct slot slot;
    shelf_name(post->site, post->id, name);
    shelf_edition(post, edition);
    return shelf_find(x->server->shelf, name, NULL, &slot) && strcmp(slot.edition, edition) == 0;
}

static bool accept(struct exchange *x, struct error *err)
{
    struct shelf_post post = {0};
    if (!read_id(x, err) || !post_request_read(&x->arena, buf_span(&x->body), &post, err) ||
        !page_url_canonical(&x->arena, post.url, &post.url, err))
        return false;
    post.id = x->parameter;
    post.site = page_url_host(post.url);
    if (!scope_allows(x, post.site, err))
        return false;
    if (!is_kept(x, &post) && !admission_pay(x, post.bytes, err))
        return false;
    x->filing = filing_put(x->server, &post);
    if (x->filing)
        return true;
    admission_give_back(x);
    return error_set(err, ERROR_BUSY, "filing");
}

/* Puts it to sleep while the post is made, for as long as the budget lasts. */
static bool waits_for_audio(struct exchange *x, const struct slot *slot, enum step *step)
{
    enum error_code error;
    if (!x->until_ms)
        x->until_ms = watch_now_ms() + x->server->config->accept_budget_ms;
    if (watch_now_ms() >= x->until_ms)
        return false;
    watch_alarm(x, x->until_ms);
    enum press_state state = press_look(x->server->press, slot->name, &error, x, step);
    return state == PRESS_QUEUED || state == PRESS_MAKING;
}

enum step handle_put_post(struct exchange *x)
{
    enum step step;
    enum error_code error;
    struct error err = {0};
    if (!exchange_has_json(x))
        return exchange_fail(x, ERROR_MEDIA_TYPE);
    if (!x->filing && !accept(x, &err))
        return exchange_refuse(x, &err);
    if (!is_filed(x, &step))
        return step;
    const struct slot *slot = &x->filing->slot;
    int status = x->filing->change == SHELF_NEW ? 201 : 200;
    if (slot->draft)
        return tell(x, slot, status, PRESS_NONE, ERROR_NONE);
    if (waits_for_audio(x, slot, &step))
        return step;
    enum press_state press = press_look(x->server->press, slot->name, &error, NULL, &step);
    if (press == PRESS_QUEUED || press == PRESS_MAKING)
        return tell(x, slot, 202, press, ERROR_NONE);
    return tell_when_read(x, slot, status);
}

enum step handle_delete_post(struct exchange *x)
{
    char name[KEY_HEX + 1];
    enum step step;
    struct error err = {0};
    if (!x->filing) {
        if (!name_post(x, name, &err))
            return exchange_refuse(x, &err);
        x->filing = filing_take(x->server, name);
        if (!x->filing)
            return exchange_fail(x, ERROR_BUSY);
    }
    if (!is_filed(x, &step))
        return step;
    struct MHD_Response *answer = answer_empty(ANSWER_JSON, CLIENT);
    answer_field(answer, "Cache-Control", "no-store");
    return exchange_answer(x, 204, answer);
}

/* ---- the list */

/* Nothing but digits: strtoull takes signs and blanks, too. */
static bool read_digits(const struct buf *text, int base, uint64_t *value)
{
    const char *digits = base == 16 ? "0123456789abcdef" : "0123456789";
    *value = text->n ? strtoull(text->p, NULL, base) : 0;
    return text->n && text->n <= CURSOR_DIGITS && strspn(text->p, digits) == text->n;
}

/* The number behind which the page begins; a client knows it only as a word to send back. */
static bool read_cursor(struct exchange *x, uint64_t *after, struct error *err)
{
    struct buf cursor = BUF_EMPTY;
    *after = 0;
    bool good = !target_query(&x->target, "cursor", &cursor) || read_digits(&cursor, 16, after);
    buf_finish(&cursor);
    return good || error_set(err, ERROR_USAGE, "cursor: is none that was given out");
}

static bool read_limit(struct exchange *x, size_t *limit, struct error *err)
{
    struct buf text = BUF_EMPTY;
    uint64_t value, most = (uint64_t)x->server->config->list_max;
    bool told = target_query(&x->target, "limit", &text);
    bool good = !told || (read_digits(&text, 10, &value) && value > 0);
    *limit = good && told && value < most ? value : most;
    buf_finish(&text);
    return good || error_set(err, ERROR_USAGE, "limit: must be a number above 0");
}

static const char *listed_state(struct exchange *x, const struct slot *slot)
{
    enum step step;
    enum error_code error;
    enum press_state press = press_look(x->server->press, slot->name, &error, NULL, &step);
    if (slot->draft)
        return "draft";
    if (press != PRESS_NONE)
        return press_words[press];
    return slot->key[0] && cache_has(x->server->cache, CACHE_AUDIO, slot->key) ? "ready" : "new";
}

static void print_list(struct exchange *x, const struct slot *slots, size_t n, bool more, struct buf *out)
{
    struct json j = json_to(out);
    char cursor[CURSOR_DIGITS + 1];
    json_open(&j, '{');
    json_key(&j, "posts");
    json_open(&j, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(&j, '{');
        print_name(&j, &slots[i], listed_state(x, &slots[i]));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    snprintf(cursor, sizeof cursor, "%0*" PRIx64, CURSOR_DIGITS, n ? slots[n - 1].number : 0);
    json_field_text_or_null(&j, "next", more ? span_of(cursor) : SPAN(""));
    json_close(&j, '}');
    buf_add_byte(out, '\n');
}

enum step shelved_list(struct exchange *x)
{
    uint64_t after;
    size_t limit;
    struct span site;
    struct error err = {0};
    enum error_code by_key = admission_by_key(x);
    if (by_key)
        return exchange_fail(x, by_key);
    if (!read_id(x, &err) || !scope_site(x, &site, &err) || !read_cursor(x, &after, &err) ||
        !read_limit(x, &limit, &err))
        return exchange_refuse(x, &err);
    struct slot *slots = arena_alloc(&x->arena, (limit + 1) * sizeof *slots);
    size_t n = shelf_list(x->server->shelf, site, after, &x->arena, slots, limit + 1);
    struct buf body = BUF_EMPTY;
    print_list(x, slots, n < limit ? n : limit, n > limit, &body);
    struct MHD_Response *answer = answer_of_bytes(ANSWER_JSON, CLIENT, buf_span(&body));
    answer_field(answer, "Cache-Control", "no-store");
    buf_finish(&body);
    return exchange_answer(x, 200, answer);
}
