/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ID3v2.4 tag (id3.org, "id3v2.4.0-structure", "-frames" and "id3v2-chapters-1.0"). */
#include "audio/id3.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "audio/language.h"
#include "audio/tags.h"

enum {
    ID3_HEADER_BYTES = 10,
    ID3_LENGTH_DIGITS = 12,
    ID3_UTF8 = 3,
    ID3_FRONT_COVER = 3,
    ID3_MAX_BYTES =
        1 << 28,    /* what seven bits a byte can count; the bounds of text and cover keep far below */
    ID3_ROUND = 64, /* bytes; the tag is padded to a multiple, which leaves editors a little room */
};

/* Seven bits a byte, so that no tag holds an MPEG sync word. */
static void add_syncsafe(struct buf *out, size_t value)
{
    for (int shift = 21; shift >= 0; shift -= 7)
        buf_add_byte(out, (char)(value >> shift & 0x7F));
}

static void add_frame(struct buf *out, const char *id, struct span prefix, struct span text)
{
    buf_add_text(out, id);
    add_syncsafe(out, prefix.n + text.n);
    buf_add(out, "\0\0", 2); /* flags */
    buf_add_span(out, prefix);
    buf_add_span(out, text);
}

static void add_text_frame(struct buf *out, const char *id, struct span text)
{
    static const char encoding = ID3_UTF8;
    struct buf clean = BUF_EMPTY;
    tag_add(&clean, text);
    if (clean.n)
        add_frame(out, id, (struct span){&encoding, 1}, buf_span(&clean));
    buf_finish(&clean);
}

/* A URL frame is ASCII; what is not percent-encoded is no URL. */
static void add_url_frame(struct buf *out, struct span url)
{
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] >= 0x7F)
            return;
    if (url.n && url.n <= TAG_BYTES)
        add_frame(out, "WOAS", SPAN(""), url);
}

/* The longest beginning of an ISO 8601 date that ID3v2.4 allows: yyyy[-MM[-dd[THH[:mm[:ss]]]]], no zone. */
static struct span id3_time(struct span date)
{
    static const char form[] = "dddd-dd-ddTdd:dd:dd";
    static const size_t ends[] = {4, 7, 10, 13, 16, 19};
    size_t n = 0, end = 0;
    while (n < sizeof form - 1 && n < date.n &&
           (form[n] == 'd' ? date.p[n] >= '0' && date.p[n] <= '9' : date.p[n] == form[n]))
        n++;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (ends[i] <= n)
            end = ends[i];
    return span_slice(date, 0, end);
}

static void add_length_frame(struct buf *out, uint64_t nframes)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, nframes * 1000 / AUDIO_RATE_HZ);
    add_text_frame(out, "TLEN", span_of(digits));
}

static void add_key_frame(struct buf *out, struct span key)
{
    static const char prefix[] = "\3" ID3_KEY_NAME; /* UTF-8, and the NUL behind the description */
    if (key.n)
        add_frame(out, "TXXX", (struct span){prefix, sizeof prefix}, key);
}

/* The words of the post, a paragraph a line. */
static void add_lyrics_frame(struct buf *out, struct span text, struct span language)
{
    struct buf body = BUF_EMPTY;
    struct span code = language_iso639_2(language), line;
    if (!text.n)
        return;
    buf_add_byte(&body, ID3_UTF8);
    buf_add_span(&body, code.n == 3 ? code : SPAN("XXX"));
    buf_add_byte(&body, '\0'); /* of the description, which is empty */
    for (bool first = true; span_line(&text, &line); first = false) {
        if (!first)
            buf_add_byte(&body, '\n');
        tag_add_whole(&body, line);
    }
    add_frame(out, "USLT", SPAN(""), buf_span(&body));
    buf_finish(&body);
}

static void add_cover_frame(struct buf *out, struct span cover)
{
    const char *type = cover_media_type(cover);
    struct buf body = BUF_EMPTY;
    if (!type)
        return;
    buf_add_byte(&body, ID3_UTF8);
    buf_add(&body, type, strlen(type) + 1);
    buf_add_byte(&body, ID3_FRONT_COVER);
    buf_add_byte(&body, '\0'); /* of the description, which is empty */
    add_frame(out, "APIC", buf_span(&body), cover);
    buf_finish(&body);
}

static void add_element_name(struct buf *out, size_t chapter)
{
    buf_printf(out, "chp%zu", chapter);
    buf_add_byte(out, '\0');
}

static void add_chapter_frame(struct buf *out, size_t i, const struct tag_chapter *chapter)
{
    struct buf body = BUF_EMPTY;
    add_element_name(&body, i);
    tag_add_u32(&body, chapter->frame * 1000 / AUDIO_RATE_HZ);
    tag_add_u32(&body, chapter->end_frame * 1000 / AUDIO_RATE_HZ);
    tag_add_u32(&body, UINT32_MAX); /* byte offsets: not told, the times hold */
    tag_add_u32(&body, UINT32_MAX);
    add_text_frame(&body, "TIT2", chapter->title);
    add_frame(out, "CHAP", SPAN(""), buf_span(&body));
    buf_finish(&body);
}

static void add_chapters(struct buf *out, const struct tag_chapter *chapters, size_t n)
{
    struct buf body = BUF_EMPTY;
    if (n == 0)
        return;
    buf_add(&body, "toc\0\3", 5); /* the top one, in order */
    buf_add_byte(&body, (char)n);
    for (size_t i = 0; i < n; i++)
        add_element_name(&body, i);
    add_frame(out, "CTOC", SPAN(""), buf_span(&body));
    buf_finish(&body);
    for (size_t i = 0; i < n; i++)
        add_chapter_frame(out, i, &chapters[i]);
}

void id3_add(const struct tags *tags, uint64_t nframes, struct buf *out)
{
    struct buf frames = BUF_EMPTY, timed = BUF_EMPTY;
    assert(tags->nchapters <= TAG_CHAPTERS_MAX);
    add_text_frame(&frames, "TIT2", tags->title);
    add_text_frame(&frames, "TPE1", tags->artist);
    add_text_frame(&frames, "TALB", tags->album);
    add_text_frame(&frames, "TLAN", language_iso639_2(tags->language));
    add_text_frame(&frames, "TDRC", id3_time(tags->date));
    add_url_frame(&frames, tags->url);
    add_key_frame(&frames, tags->key);
    add_lyrics_frame(&frames, tags->text, tags->language);
    add_cover_frame(&frames, tags->cover);
    add_chapters(&timed, tags->chapters, tags->nchapters);
    /* The same size with and without the times. */
    size_t size = frames.n + timed.n + ID3_HEADER_BYTES + 1 + ID3_LENGTH_DIGITS;
    size = (size + ID3_HEADER_BYTES + ID3_ROUND - 1) / ID3_ROUND * ID3_ROUND - ID3_HEADER_BYTES;
    assert(size < ID3_MAX_BYTES);
    if (nframes) {
        buf_add_span(&frames, buf_span(&timed));
        add_length_frame(&frames, nframes);
    }
    buf_add(out, "ID3\4\0\0", 6);
    add_syncsafe(out, size);
    buf_add_span(out, buf_span(&frames));
    memset(buf_reserve(out, size - frames.n), 0, size - frames.n);
    out->n += size - frames.n;
    buf_finish(&frames);
    buf_finish(&timed);
}
