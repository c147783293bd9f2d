/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text is said from its beginning to its end: sentence by sentence, and each up to the next place of which
 * something is known, where other words may stand for a stretch of it. What was said is never said again, so
 * sources never go back. */
#include "script/program.h"
#include "script/sentence.h"
#include "script/stretch.h"
#include "script/writer.h"

struct passage {
    struct writer *w;
    struct span text;
    const struct annotation *notes;
    size_t nnotes, next;
    size_t said; /* bytes of the text */
};

/* A sentence that does not end is cut where a word ends, else anywhere: a segment's audio has a limit. */
static size_t piece_end(struct span text, size_t at, size_t most)
{
    if (text.n - at <= 2 * most)
        return text.n;
    size_t end = at + most;
    while (end > at && text.p[end] != ' ')
        end--;
    if (end > at)
        return end;
    for (end = at + most; ((unsigned char)text.p[end] & 0xC0) == 0x80; end++)
        ;
    return end;
}

static void say_up_to(struct passage *p, size_t end)
{
    if (end > p->said)
        sentence_say(p->w->tongue, &p->w->memory, p->text, p->said, end, &p->w->wording);
    p->said = end > p->said ? end : p->said;
}

/* The page's own words for the stretch: each of them speaks all of it. */
static void say_instead(struct passage *p, const struct annotation *note)
{
    struct wording *wording = &p->w->wording;
    size_t first = wording->n;
    wording_begin(wording, note->at, note->bytes);
    wording_because(wording, CLASS_PAGE, note->value.n ? "say" : "say nothing");
    writer_say_apart(p->w, note->value);
    for (size_t i = first; i < wording->n; i++) {
        wording->words[i].source_at = note->at;
        wording->words[i].source_bytes = note->bytes;
    }
}

/* Between commas; behind the sign that begins a note's own text, a colon. */
static void say_note(struct passage *p, const struct annotation *note)
{
    struct announcement announcement = {.words = p->w->tongue->language->announcements->note,
                                        .number = note->value,
                                        .at = note->at,
                                        .bytes = note->bytes,
                                        .class = CLASS_NOTE,
                                        .rule = note->bytes ? "reference" : "number of the note"};
    wording_punctuate(&p->w->wording, ',');
    writer_announce(p->w, &announcement);
    wording_punctuate(&p->w->wording, note->bytes ? ',' : ':');
}

static void say_formula(struct passage *p, const struct annotation *note)
{
    struct announcement announcement = {.words = p->w->tongue->language->announcements->formula,
                                        .at = note->at,
                                        .bytes = note->bytes,
                                        .class = CLASS_ANNOUNCEMENT,
                                        .rule = "formula"};
    writer_announce(p->w, &announcement);
}

static bool is_program(const struct annotation *note)
{
    return note->kind == ANNOTATION_CODE && note->bytes <= PROGRAM_BYTES_MOST;
}

/* A program's text with what grows onto it: the s of "`Foo`s". Not if more is known of a part of it. */
static void say_code(struct passage *p, const struct annotation *note, size_t to)
{
    size_t end = (size_t)note->at + note->bytes;
    if (!program_differs(span_slice(p->text, note->at, end)))
        return;
    while (end < to && ((p->text.p[end] >= 'a' && p->text.p[end] <= 'z') || p->text.p[end] == '\''))
        end++;
    end = end < to ? end : to;
    if (p->next < p->nnotes && p->notes[p->next].at < end)
        return;
    say_up_to(p, note->at);
    code_say(p->w->tongue, &p->w->memory, p->text, note->at, end, &p->w->wording);
    p->said = end;
}

/* What is known of a place before 'to', the end of the piece. */
static void obey(struct passage *p, const struct annotation *note, size_t to)
{
    if (is_program(note) && note->at >= p->said)
        say_code(p, note, to);
    bool reads = note->kind == ANNOTATION_LANGUAGE || note->kind == ANNOTATION_CODE ||
                 (note->kind == ANNOTATION_FORMULA && p->w->options->math == POLICY_READ);
    if (reads || note->at < p->said)
        return;
    say_up_to(p, note->at);
    if (note->kind == ANNOTATION_PAUSE)
        writer_pause(p->w, (int)note->pause_ms);
    else if (note->kind == ANNOTATION_SAY)
        say_instead(p, note);
    else if (note->kind == ANNOTATION_NOTE)
        say_note(p, note);
    else if (p->w->options->math == POLICY_ANNOUNCE)
        say_formula(p, note);
    p->said = note->at + note->bytes;
}

/* Text [from, to), a sentence or a piece of one; 'unfinished': the sentence goes on in another language. */
static void say_piece(struct passage *p, size_t from, size_t to, bool unfinished)
{
    p->said = from > p->said ? from : p->said;
    while (p->next < p->nnotes && p->notes[p->next].at < to) {
        const struct annotation *note = &p->notes[p->next++];
        obey(p, note, to);
    }
    say_up_to(p, to);
    if (unfinished)
        wording_punctuate(&p->w->wording, ','); /* the voice stays up */
    writer_finish_sentence(p->w);
}

/* No sentence ends inside a program: those that meet in one are joined. Returns how many are left. */
static size_t join_in_programs(const struct passage *p, struct span *sentences, size_t count)
{
    size_t joined = 0, note = 0;
    for (size_t i = 0; i < count; i++) {
        struct span *last = joined ? &sentences[joined - 1] : NULL;
        size_t at = (size_t)(sentences[i].p - p->text.p);
        while (note < p->nnotes &&
               (!is_program(&p->notes[note]) || (size_t)p->notes[note].at + p->notes[note].bytes <= at))
            note++;
        if (last && note < p->nnotes && p->notes[note].at < at)
            last->n = (size_t)(sentences[i].p - last->p) + sentences[i].n;
        else
            sentences[joined++] = sentences[i];
    }
    return joined;
}

static void say_stretch(struct passage *p, const struct stretch *stretch)
{
    struct writer *w = p->w;
    struct span text = span_slice(p->text, stretch->from, stretch->to);
    size_t count, written = 0, most = w->options->segment_bytes;
    struct span *sentences = sentences_of(w->arena, w->tongue->language->splitting, text, &count);
    count = join_in_programs(p, sentences, count);
    for (size_t i = 0; i < count; i++) {
        size_t from = (size_t)(sentences[i].p - p->text.p);
        for (size_t at = 0, end; at < sentences[i].n; at = end) {
            end = piece_end(sentences[i], at, most);
            if (written > 0 && written + end - at > most) {
                writer_finish_segment(w, w->options->pauses.sentence_ms);
                written = 0;
            }
            bool unfinished = i + 1 == count && end == sentences[i].n && !stretch->sentence;
            say_piece(p, from + at, from + end, unfinished);
            written += end - at;
        }
    }
}

/* Another voice goes on: the segment ends, as a sentence or with a breath. */
static void change_language(struct writer *w, const struct stretch *before, struct span language)
{
    const struct pauses *pauses = &w->options->pauses;
    writer_finish_sentence(w);
    writer_finish_segment(w, before->sentence ? pauses->sentence_ms : pauses->bracket_ms);
    writer_speak_in(w, language);
}

void writer_say_passage(struct writer *w, struct span text, const struct annotation *notes, size_t nnotes)
{
    struct passage p = {.w = w, .text = text, .notes = notes, .nnotes = nnotes};
    struct span own = w->maker.language;
    size_t count;
    const struct stretch *stretches = stretches_of(w->arena, text, own, notes, nnotes, &count);
    for (size_t i = 0; i < count; i++) {
        if (!span_equal(stretches[i].language, w->maker.language))
            change_language(w, &stretches[i ? i - 1 : 0], stretches[i].language);
        say_stretch(&p, &stretches[i]);
    }
    for (; p.next < nnotes; p.next++)
        if (notes[p.next].kind == ANNOTATION_PAUSE && w->pause_ms < (int)notes[p.next].pause_ms)
            w->pause_ms = (int)notes[p.next].pause_ms;
}
