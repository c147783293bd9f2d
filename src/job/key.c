/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/key.h"

#include <math.h>

#include "job/manner.h"

/* Raised when the bytes made from the same input change for a reason no other part tells. */
enum { KEY_VERSION = 4 };

static void add_settings(struct digest *d, const struct pool *p, const struct post *post,
                         const struct manner *m)
{
    const struct voice *v = m->voice;
    const struct sound sound = voice_sound(v, p->config);
    digest_number(d, KEY_VERSION);
    digest_part(d, span_of(LISTENPOST_VERSION));
    digest_part(d, buf_span(&p->engine_version));
    digest_part(d, span_of(p->engine_data));
    digest_part(d, mp3_encoder_version());
    digest_part(d, span_of(v->engine));
    const int64_t numbers[] = {v->pitch + m->pitch_change,
                               v->pitch_range,
                               llround(sound.gain_db * 1000),
                               llround(sound.presence_db * 1000),
                               llround(sound.treble_db * 1000),
                               m->rate_wpm,
                               SOUND_VERSION,
                               p->config->bitrate_kbps,
                               p->config->encoder_quality,
                               p->config->segment_max_ms,
                               post->vbr ? p->config->vbr_quality : -1};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        digest_number(d, numbers[i]);
}

static void add_segment(struct digest *d, const struct segment *s)
{
    digest_part(d, s->language);
    digest_part(d, s->spoken);
    digest_number(d, (int64_t)s->ntokens);
    for (size_t i = 0; i < s->ntokens; i++) {
        digest_number(d, s->tokens[i].spoken_at);
        digest_number(d, s->tokens[i].spoken_bytes);
    }
    digest_number(d, (int64_t)s->nutterances);
    for (size_t i = 0; i < s->nutterances; i++) {
        const struct utterance *u = &s->utterances[i];
        const uint32_t numbers[] = {u->spoken_at, u->spoken_bytes, u->token,
                                    u->ntokens,   u->pause_ms,     u->sentence};
        for (size_t k = 0; k < COUNT_OF(numbers); k++)
            digest_number(d, numbers[k]);
    }
}

void segment_key(const struct pool *p, const struct post *post, const struct segment *segment, bool last,
                 char key[KEY_HEX + 1])
{
    struct digest d;
    digest_init(&d);
    digest_part(&d, SPAN("segment"));
    struct manner manner = segment_manner(p->voices, post, segment);
    add_settings(&d, p, post, &manner);
    add_segment(&d, segment);
    digest_number(&d, last);
    digest_key(&d, key);
}

/* What the marks say beyond the sound: two texts that sound alike keep their own. */
static void add_written(struct digest *d, const struct post *post)
{
    digest_part(d, span_of(post->voice->name));
    digest_number(d, (int64_t)post->article.nblocks);
    for (size_t i = 0; i < post->article.nblocks; i++) {
        const struct block *b = &post->article.blocks[i];
        digest_number(d, b->kind);
        digest_number(d, b->level);
        digest_part(d, b->text);
    }
    for (size_t i = 0; i < post->script.nsegments; i++) {
        const struct segment *s = &post->script.segments[i];
        digest_number(d, s->block);
        for (size_t k = 0; k < s->ntokens; k++) {
            digest_number(d, s->tokens[k].source_at);
            digest_number(d, s->tokens[k].source_bytes);
        }
    }
}

void post_key(const struct pool *p, const struct post *post, char key[KEY_HEX + 1])
{
    const struct tags tags = post_tags(post);
    const struct span parts[] = {tags.title, tags.artist, tags.album, tags.language, tags.date, tags.url};
    struct digest d;
    digest_init(&d);
    digest_part(&d, SPAN("post"));
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        digest_part(&d, parts[i]);
    digest_part(&d, span_of(p->intro.key));
    digest_part(&d, span_of(p->outro.key));
    for (size_t i = 0; i < post->script.nsegments; i++) {
        const struct segment *segment = &post->script.segments[i];
        struct manner manner = segment_manner(p->voices, post, segment);
        add_settings(&d, p, post, &manner);
        add_segment(&d, segment);
    }
    add_written(&d, post);
    digest_number(&d, p->config->tag_text_max_bytes);
    digest_key(&d, key);
}
