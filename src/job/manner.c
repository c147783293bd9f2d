/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front decides, from the article and the list of voices: nothing that a child says of a voice has to be
 * believed. */
#include "job/manner.h"

static struct span primary(struct span language)
{
    return span_slice(language, 0, span_find_byte(language, '-'));
}

/* Another region of the same language is no other voice: the author's English is read by one speaker. */
static bool same_language(struct span a, struct span b)
{
    return span_equal_nocase(primary(a), primary(b));
}

static const struct block *block_of(const struct post *post, const struct segment *segment)
{
    return segment->block == SEGMENT_TITLE ? NULL : &post->article.blocks[segment->block];
}

/* For text in the block's own language. */
static const struct voice *block_voice(const struct voices *voices, const struct post *post,
                                       const struct block *block)
{
    const struct voice *asked = NULL;
    if (block && block->voice.n)
        asked = voices_named(voices, block->voice);
    else if (block && block->kind == BLOCK_QUOTE && *post->voice->quote_voice)
        asked = voices_named(voices, span_of(post->voice->quote_voice));
    return asked ? asked : post->voice;
}

static const struct voice *voice_of(const struct voices *voices, const struct post *post,
                                    const struct segment *segment)
{
    const struct block *block = block_of(post, segment);
    const struct voice *own = block_voice(voices, post, block);
    struct span around =
        block && block->voice.n && block->language.n ? block->language : post->article.language;
    if (same_language(segment->language, around) || same_language(segment->language, span_of(own->language)))
        return own;
    const struct voice *foreign = voices_for_language(voices, segment->language);
    return foreign ? foreign : own;
}

/* As much faster or slower than the voice's own rate as the post is spoken than its voice's. */
static int rate_of(const struct post *post, const struct voice *voice)
{
    int rate = (post->rate_wpm * voice->rate_wpm + post->voice->rate_wpm / 2) / post->voice->rate_wpm;
    return rate < RATE_LEAST_WPM ? RATE_LEAST_WPM : rate > RATE_MOST_WPM ? RATE_MOST_WPM : rate;
}

struct manner segment_manner(const struct voices *voices, const struct post *post,
                             const struct segment *segment)
{
    const struct voice *voice = voice_of(voices, post, segment);
    const struct block *block = block_of(post, segment);
    bool heading = !block || block->kind == BLOCK_HEADING;
    return (struct manner){
        .voice = voice, .rate_wpm = rate_of(post, voice), .pitch_change = heading ? voice->heading_pitch : 0};
}
