/* SPDX-License-Identifier: GPL-3.0-or-later */
/* job: the pipeline in one function, on a pool of expendable, sandboxed processes. Every function here may be
 * called from any thread and blocks until its work is done; a pool's workers are shared by all callers. */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include "article/article.h"
#include "audio/audio.h"
#include "cache/cache.h"
#include "page/page.h"
#include "script/script.h"
#include "speech/speech.h"

struct pool;

/* Loads voices and language tables, forks the zygote and starts the workers. Call before any other thread
 * exists, from one that lives as long as the pool: the kernel ends the zygote with it. 'config' must outlive
 * the pool. Errors: CONFIG, INTERNAL. */
struct pool *pool_start(const struct config *config, struct error *err);
void pool_stop(struct pool *p); /* ends running steps; nothing is left behind */
const struct voices *pool_voices(const struct pool *p);

struct pool_stat {
    uint64_t steps[5];                            /* fetch, read, say, encode, decode: begun */
    uint64_t crashes, timeouts, retries, skipped; /* skipped: sentences not spoken */
    uint64_t waiting;                             /* steps in the queue now */
    bool lost; /* the zygote is gone: no step can be done any more, start the program anew */
};
void pool_stat(struct pool *p, struct pool_stat *out);

/* Fetch step. 'copy' as page_fetch takes it and 'out' as it fills it. */
bool pool_fetch(struct pool *p, struct span url, struct span sites, const struct page_copy *copy,
                struct fetched *out, struct error *err);
bool pool_fetch_picture(struct pool *p, struct span url, struct fetched *out, struct error *err);

/* The same step, for a letter as page_post sends it. */
bool pool_post(struct pool *p, const struct letter *letter, struct error *err);

struct read_options {
    struct span voice;        /* name; empty: by language */
    struct span language;     /* overrides the page's; empty: the page's, else default_lang */
    struct span title;        /* overrides the page's; empty: the page's */
    struct span byline;       /* the same */
    struct span lexicon;      /* the author's, bytes of a file (docs/lexicons.md); empty: none */
    struct span lexicon_name; /* for its messages */
    bool speak_title;
    int rate_wpm;      /* 0: the voice's */
    int speed_percent; /* of that; the product is brought within what a voice can do; 0: 100 */
    bool verbatim;     /* plain text of which all is spoken, whatever it looks like */
    bool why;          /* the script's reasons, too */
    bool explain;      /* with article_only: the verdicts too (article_explain) */
    bool vbr;          /* its MP3 shall have a bit rate that varies */
    bool article_only; /* for 'clean': no script is written, no voice is needed */
};

/* A post as read: article, script and the voice that will speak it. In the caller's arena. */
struct post {
    struct article article;
    struct script script;
    const struct voice *voice; /* the pool's; NULL when article_only */
    int rate_wpm;              /* resolved, never 0 unless article_only */
    bool vbr;                  /* as read_options: its length in bytes is not known before it is made */
    char key[KEY_HEX + 1];     /* of the finished MP3: all segments' keys, tags and encoder settings */
    struct span cover;         /* the caller's, for the head (struct tags); no part of the key */
    struct span file_key;      /* the caller's, for the tags; empty: none */
};

/* What a finished file says about the post, without text, cover and chapters. Looks into it. */
struct tags post_tags(const struct post *post);

/* Read step: bytes -> page -> article -> script. Errors: those of the stages, VOICE_UNKNOWN,
 * LANGUAGE_UNKNOWN, LEXICON, CRASHED, TIMEOUT. */
bool pool_read(struct pool *p, struct arena *a, const struct page_source *source,
               const struct read_options *options, struct post *post, struct error *err);
/* 'script --lines' and '--sentences': each line through a read step in batches; spoken lines or JSON arrays
 * are appended. */
struct line_options {
    struct span language;
    struct span lexicon, lexicon_name; /* as in read_options; not with sentences */
    bool sentences;
};
bool pool_lines(struct pool *p, const struct line_options *options, struct span lines, struct buf *out,
                struct error *err);

/* Where every segment's audio lies. frames are PCM samples from the start of the post. */
struct segment_time {
    uint64_t frame, nframes; /* padding included */
    struct mark *marks;      /* one a token; frames relative to the segment */
    size_t nmarks;
};

struct timeline {
    struct segment_time *segments; /* as many as post.script.nsegments */
    uint64_t nframes;
    uint64_t size_bytes; /* of the whole MP3, head included */
    /* MP3: where each segment's bytes begin in the file and, last, where those of the last one end. */
    uint64_t *bytes;
};

/* A post at work. */
struct speaking;
/* From any thread, while speak_sink.at_work says so: somebody waits for this segment, so it is made before
 * others, and what lies behind it after it; the rest follows when nobody waits for anything else. Several may
 * wait at several places. Changes nothing when the pieces come in order (see speak_sink.place). */
void speaking_want(struct speaking *s, size_t segment);

enum speak_form { SPEAK_MP3, SPEAK_PCM };

struct speak_options {
    enum speak_form form;
    struct cache *cache; /* segments are looked up and stored here; may be NULL */
    int plan_budget_ms;  /* wait this long for all durations before beginning; -1: as long as
                          * pcm_in_flight_bytes  allows, so that the bytes do not depend on the clock */
};

/* Called from the thread that called pool_speak, in this order. Returning false cancels (error CANCELLED). */
struct speak_sink {
    void *arg;
    /* Once. timeline: exact, or NULL when the audio begins before its length is known. */
    bool (*begin)(void *arg, const struct timeline *timeline);
    /* MP3: head first, then each segment in order. PCM: finished 16 bit frames of each segment in order. */
    bool (*audio)(void *arg, const void *bytes, size_t n);
    /* After each segment; may be NULL. */
    void (*progress)(void *arg, size_t done, size_t total);
    /* May be NULL. With it an MP3 whose begin had a timeline comes by this call and not by 'audio', each
     * piece as soon as it is made: 'byte' is its place in the file. First what stands before the first
     * segment, then what stands behind the last (perhaps nothing), then each segment whole. */
    bool (*place)(void *arg, uint64_t byte, const void *bytes, size_t n);
    /* May be NULL. Before begin, and with NULL before pool_speak returns. */
    void (*at_work)(void *arg, struct speaking *s);
    /* May be NULL. After a begin without a timeline, before the audio of each segment: when it is spoken.
     * 'time' lives until pool_speak's arena ends. */
    void (*timed)(void *arg, size_t segment, const struct segment_time *time);
};

struct speak_result {
    struct timeline timeline;
    struct span head; /* the final MP3 head: replaces the same number of bytes at the start if begin had no
                         timeline */
    uint32_t nretried, nskipped, ncached;
};

/* Says and encodes the post. Errors: LIMIT (job_max_ms), CANCELLED, CRASHED only when the processes cannot
 * run at all. */
bool pool_speak(struct pool *p, struct arena *a, const struct post *post, const struct speak_options *options,
                const struct speak_sink *sink, struct speak_result *result, struct error *err);

/* The marks file of a finished post (schema: docs/json.md): words, sentences, blocks with times in ms and
 * spans into the block's text counted in UTF-16 units, as a page's script counts. */
void marks_print_json(const struct post *post, const struct timeline *timeline, struct buf *out);
/* What is known of them while the post is being made: its first ntimes segments. */
void marks_print_known(const struct post *post, const struct segment_time *times, size_t ntimes,
                       struct buf *out);
/* The same as speech marks, a JSON object a line, as Amazon Polly gives them: "time" in ms, "type" sentence
 * or word, "start" and "end" in bytes of the text that article_print_text prints, "value". The title is no
 * part of that text: both are 0. */
void marks_print_lines(const struct post *post, const struct timeline *timeline, struct buf *out);
/* WebVTT: a cue a sentence, as it is written, with the time of each word. */
void captions_print_vtt(const struct post *post, const struct timeline *timeline, struct buf *out);
/* Chapters by headings, as WebVTT and as JSON (Podcasting 2.0, "JSON chapters format" 1.2.0). */
void chapters_print_vtt(const struct post *post, const struct timeline *timeline, struct buf *out);
void chapters_print_json(const struct post *post, const struct timeline *timeline, struct buf *out);

#endif
