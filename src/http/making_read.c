/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A post in the making as its followers see it. */
#include "http/exchange.h"
#include "http/making.h"
#include "http/server.h"

struct blob *making_known_marks(struct making *m)
{
    if (!m->times || m->texts[TEXT_MARKS] || m->state == MAKING_DONE) /* all come at once */
        return NULL;
    if (!m->known || m->nknown < m->ntimes) {
        struct buf out = BUF_EMPTY;
        marks_print_known(&m->entry->post, m->times, m->ntimes, &out);
        blob_drop(m->known);
        m->known = blob_create(&out);
        m->nknown = m->ntimes;
    }
    return blob_hold(m->known);
}

/* Under the lock. It sleeps until what it waits for is there, and has it made next. */
static enum making_read sleep_at(struct making *m, struct exchange *x)
{
    size_t segment;
    if (m->work && tape_ask(&m->tape, x->from, &segment))
        speaking_want(m->work, segment);
    return waiters_add(&m->waiters, x) ? MAKING_SLEEPS : MAKING_BROKEN;
}

enum making_read making_read(struct making *m, struct exchange *x, char *out, size_t *most)
{
    enum making_read verdict = MAKING_BYTES;
    waiters_lock(&m->waiters);
    uint64_t there = tape_there(&m->tape, x->from);
    if (there > x->left)
        there = x->left;
    if (there) {
        *most = there < *most ? there : *most;
        /* All who were told no length get the same bytes, whenever they read the first of them. */
        bool knows_length = x->from + x->left != UINT64_MAX;
        if (!(knows_length ? tape_read : tape_read_first)(&m->tape, x->from, out, *most))
            verdict = MAKING_BROKEN;
        x->from += *most;
        x->left -= *most;
    } else if (m->state == MAKING_DONE || x->left == 0)
        verdict = MAKING_END;
    else
        verdict = m->state == MAKING_FAILED ? MAKING_BROKEN : sleep_at(m, x);
    waiters_unlock(&m->waiters);
    return verdict;
}
