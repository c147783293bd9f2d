/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of a post that was made. All of it on the job's thread, which alone changes the tape: it need
 * not lock to read it. */
#include <string.h>
#include <unistd.h>

#include "http/finished.h"
#include "http/making.h"
#include "http/server.h"

enum cache_kind making_kind(const char *format)
{
    static const struct {
        const char *format;
        enum cache_kind kind;
    } rows[] = {{"opus", CACHE_OPUS}, {"wav", CACHE_WAV}, {"flac", CACHE_FLAC}};
    if (!format)
        return CACHE_AUDIO;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].format, format) == 0)
            return rows[i].kind;
    return CACHE_KINDS;
}

/* The texts first: where there is audio there are marks. */
static void keep_mp3(struct making *m, struct span audio)
{
    for (enum text text = 0; text < TEXTS; text++)
        text_keep(m->server, text, m->keyed.key, m->texts[text]);
    finished_keep(m->server, m->keyed.key, audio);
}

static void keep(struct making *m, enum cache_kind kind)
{
    struct span audio = {tape_map(&m->tape), (size_t)m->tape.n};
    if (!audio.p)
        return;
    if (!m->format)
        keep_mp3(m, audio);
    else if (making_is_kept(m))
        cache_put(m->server->cache, kind, m->entry->post.key, audio);
    tape_unmap(&m->tape, audio.p);
}

/* Who still reads it reads on from the disk, however slowly: its memory comes free. */
static void settle(struct making *m, enum cache_kind kind)
{
    struct server *s = m->server;
    uint64_t offset, size_bytes;
    int fd =
        kind == CACHE_KINDS ? -1 : cache_get_fd(s->cache, kind, m->entry->post.key, &offset, &size_bytes);
    bool same = fd >= 0 && size_bytes == m->tape.n;
    if (fd >= 0 && !same)
        close(fd);
    int scratch = !same && m->tape.fd < 0 ? cache_scratch(s->cache) : -1;
    waiters_lock(&m->waiters);
    if (same)
        tape_settle(&m->tape, fd, offset);
    else if (m->tape.fd < 0)
        tape_move(&m->tape, scratch);
    waiters_unlock(&m->waiters);
}

/* Audio that lacks a sentence is served but not kept: the next listener may get it whole. */
void making_keep(struct making *m, bool whole)
{
    enum cache_kind kind = making_kind(m->format);
    if (whole && kind != CACHE_KINDS)
        keep(m, kind);
    settle(m, whole ? kind : CACHE_KINDS);
}
