/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters 'script --lines' and '--sentences': batches of lines, each a read step, in order. A batch that
 * crashes its child is halved until the guilty line stands alone; that one gives an empty answer. */
#include <string.h>

#include "job/message.h"
#include "job/step.h"

enum { BATCH_BYTES = 64 * 1024 };

struct batch {
    struct task task;
    struct pool *pool;
    const struct line_options *options;
    struct span lines;
    enum read_mode mode;
    struct buf out;
    struct error err;
    bool ok;
};

static enum step_outcome ask(struct worker *w, struct batch *b, struct span lines)
{
    struct read_request r = {.mode = b->mode,
                             .source = {.bytes = lines},
                             .language = b->options->language,
                             .lexicon = b->options->lexicon,
                             .lexicon_name = b->options->lexicon_name};
    struct buf request = BUF_EMPTY;
    read_request_put(&r, &request);
    struct step step = {.id = STEP_READ, .request = buf_span(&request), .memory = -1};
    step.reply_max_bytes = (size_t)w->pool->config->step_max_memory_bytes;
    enum step_outcome outcome = step_retry(w, &step, &b->out, &b->err);
    buf_finish(&request);
    return outcome;
}

/* Length of the first lines that make up at least 'least' bytes. */
static size_t whole_lines(struct span lines, size_t least)
{
    if (least >= lines.n)
        return lines.n;
    size_t newline = span_find_byte(span_slice(lines, least, lines.n), '\n');
    size_t end = least + newline + 1;
    return end < lines.n ? end : lines.n;
}

static bool skip_line(struct worker *w, struct batch *b)
{
    log_warn("a line of input crashed its process and was left out");
    buf_add_text(&b->out, b->mode == READ_SENTENCES ? "[]\n" : "\n");
    pthread_mutex_lock(&w->pool->lock);
    w->pool->stat.skipped++;
    pthread_mutex_unlock(&w->pool->lock);
    return true;
}

static bool answer(struct worker *w, struct batch *b, struct span lines)
{
    enum step_outcome outcome = ask(w, b, lines);
    if (outcome == STEP_DONE)
        return true;
    if (outcome == STEP_FAILED)
        return false;
    if (outcome != STEP_CRASHED && outcome != STEP_LATE)
        return step_error(outcome, "script", &b->err);
    size_t half = whole_lines(lines, lines.n / 2);
    if (half == lines.n)
        half = whole_lines(lines, 0);
    if (half == lines.n)
        return skip_line(w, b);
    return answer(w, b, span_slice(lines, 0, half)) && answer(w, b, span_slice(lines, half, lines.n));
}

static void batch_run(struct task *task, struct worker *w)
{
    struct batch *b = (struct batch *)task;
    b->ok = answer(w, b, b->lines);
    pthread_mutex_lock(&w->pool->lock);
    task->done = true;
    pthread_mutex_unlock(&w->pool->lock);
}

static size_t cut(struct arena *a, struct span lines, struct batch **batches)
{
    size_t n = 0, capacity = 0;
    *batches = NULL;
    while (lines.n) {
        size_t end = whole_lines(lines, BATCH_BYTES);
        *batches = arena_grow(a, *batches, n, &capacity, sizeof **batches);
        (*batches)[n++] = (struct batch){.lines = span_slice(lines, 0, end)};
        lines = span_slice(lines, end, lines.n);
    }
    return n;
}

/* Appends in order, up to the first that failed. */
static bool join(struct batch *batches, size_t n, struct buf *out, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        struct batch *b = &batches[i];
        if (ok && b->ok)
            buf_add_span(out, buf_span(&b->out));
        if (ok && !b->ok && err)
            *err = b->err;
        ok = ok && b->ok;
        buf_finish(&b->out);
    }
    return ok;
}

bool pool_lines(struct pool *p, const struct line_options *options, struct span lines, struct buf *out,
                struct error *err)
{
    struct arena a;
    arena_init(&a);
    struct batch *batches;
    size_t n = cut(&a, lines, &batches);
    pthread_mutex_lock(&p->lock);
    for (size_t i = 0; i < n; i++) {
        struct batch *b = &batches[i];
        b->task = (struct task){.run = batch_run, .owner = batches, .rank = RANK_NEXT};
        b->options = options;
        b->mode = options->sentences ? READ_SENTENCES : READ_LINES;
        pool_submit(p, &b->task);
    }
    for (size_t i = 0; i < n; i++)
        while (!batches[i].task.done)
            pthread_cond_wait(&p->changed, &p->lock);
    pthread_mutex_unlock(&p->lock);
    bool ok = join(batches, n, out, err);
    arena_finish(&a);
    return ok;
}
