/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "speech/child.h"

enum { MINUTE = 60 * SPEECH_RATE_HZ, QUIET = 8, PAUSE_MS = 400 };

static struct arena arena;
static struct voices *voices;

static const struct voice *voice_of(const char *name)
{
    const struct voice *voice = voices_named(voices, span_of(name));
    check_true(voice != NULL);
    return voice;
}

static struct said say(const char *voice, const char *const *sentences, size_t n, size_t capacity)
{
    struct segment segment = child_segment(&arena, sentences, n, PAUSE_MS);
    struct said said = child_say(&arena, voice_of(voice), 0, &segment, false, capacity);
    if (!check_true(said.ok))
        check_text(span_of(said.error.detail), "");
    return said;
}

static size_t silence_before(const struct said *said, size_t end)
{
    size_t at = end;
    while (at > 0 && said->frames[at - 1] == 0)
        at--;
    return end - at;
}

static bool rises(const struct said *said)
{
    for (size_t i = 0; i < said->nmarks; i++) {
        if (said->marks[i].token != i || said->marks[i].frame >= said->nframes)
            return false;
        if (i && said->marks[i].frame <= said->marks[i - 1].frame)
            return false;
    }
    return true;
}

static void speaks_the_same_in_every_child(void)
{
    static const char *const text[] = {"The same words, twice.", "And the same silence between them!"};
    static const char *const names[] = {"en-us", "de", "ru"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct said first = say(names[i], text, 2, MINUTE), second = say(names[i], text, 2, MINUTE);
        check_number(second.nframes, first.nframes);
        check_true(memcmp(first.frames, second.frames, first.nframes * sizeof *first.frames) == 0);
        check_true(memcmp(first.marks, second.marks, first.nmarks * sizeof *first.marks) == 0);
    }
}

static void gives_every_token_a_rising_mark(void)
{
    static const char *const text[] = {
        "To be, or not to be: that is the question.",
        "In the end it was a matter of 3500 small decisions, of which 17 were wrong.",
        "She didn't say it's the well-known café of naïve Señor Núñez, did she?",
    };
    struct said said = say("en-us", text, 3, MINUTE);
    check_number(said.nmarks, 10 + 16 + 13);
    check_true(rises(&said));
}

static void gives_marks_in_scripts_of_many_bytes_a_character(void)
{
    static const char *const russian[] = {"Съешь ещё этих мягких французских булок, да выпей чаю."};
    static const char *const greek[] = {"Τα σκυλιά γαβγίζουν τη νύχτα."};
    struct said said = say("ru", russian, 1, MINUTE);
    check_number(said.nmarks, 9);
    check_true(rises(&said));
    said = say("el", greek, 1, MINUTE);
    check_number(said.nmarks, 5);
    check_true(rises(&said));
}

/* The comma's pause must lie before the mark of the word behind it. */
static void marks_a_word_after_a_pause_where_the_signal_begins(void)
{
    static const char *const text[] = {"Sooner or later, people go home.", "Dogs bark."};
    struct said said = say("en-us", text, 2, MINUTE);
    size_t people = said.marks[3].frame, dogs = said.marks[6].frame;
    long before = 0, after = 0;
    for (size_t i = 0; i < SPEECH_RATE_HZ / 20; i++) {
        before += abs(said.frames[people - i - 1]);
        after += abs(said.frames[people + SPEECH_RATE_HZ / 20 + i]);
    }
    check_true(before * 10 < after);
    check_true(silence_before(&said, dogs) >= PAUSE_MS * SPEECH_RATE_HZ / 1000);
    check_true(abs(said.frames[dogs]) >= QUIET);
}

static void makes_pauses_of_exactly_the_length_asked_for(void)
{
    static const char *const text[] = {"A first sentence.", "A second one?", "The third: ending here"};
    struct segment with = child_segment(&arena, text, 3, PAUSE_MS),
                   without = child_segment(&arena, text, 3, 0);
    struct said paused = child_say(&arena, voice_of("en-us"), 0, &with, false, MINUTE);
    struct said bare = child_say(&arena, voice_of("en-us"), 0, &without, false, MINUTE);
    size_t pause = PAUSE_MS * SPEECH_RATE_HZ / 1000, tokens[] = {0, 3, 6};
    check_number(paused.nframes, bare.nframes + 3 * pause);
    for (size_t i = 0; i < COUNT_OF(tokens); i++) {
        size_t at = paused.marks[tokens[i]].frame;
        check_number(at, bare.marks[tokens[i]].frame + i * pause);
        check_true(abs(paused.frames[at]) >= QUIET);
        check_true(i == 0 || silence_before(&paused, at) >= pause);
    }
    /* The engine's own silence is gone: what is left beyond ours is the fade. */
    check_true(silence_before(&paused, paused.nframes) < pause + SPEECH_RATE_HZ / 200);
}

/* Why rests inside a sentence may be utterances (docs/voices.md): the engine's prosody ends with the clause.
 */
static void a_clause_alone_lasts_as_long_as_inside_its_sentence(void)
{
    static const char *const whole[] = {"If you want to go, you should ask your mother."};
    static const char *const parts[] = {"If you want to go,", "you should ask your mother."};
    enum { SECOND = 5, TOLERANCE = SPEECH_RATE_HZ / 100 };
    struct segment one = child_segment(&arena, whole, 1, 0), two = child_segment(&arena, parts, 2, 0);
    struct said together = child_say(&arena, voice_of("en-us"), 0, &one, false, MINUTE);
    struct said apart = child_say(&arena, voice_of("en-us"), 0, &two, false, MINUTE);
    long difference = (long)(together.nframes - together.marks[SECOND].frame) -
                      (long)(apart.nframes - apart.marks[SECOND].frame);
    check_true(together.ok && apart.ok && labs(difference) < TOLERANCE);
    check_true(apart.nframes < together.nframes); /* the comma's rest is gone */
}

static void fades_where_speech_ends(void)
{
    static const char *const text[] = {"Cut me off in the middle of a vowel."};
    struct said whole = say("en-us", text, 1, MINUTE);
    size_t loudest = SPEECH_RATE_HZ / 4;
    for (size_t i = loudest; i < SPEECH_RATE_HZ; i++)
        if (abs(whole.frames[i]) > abs(whole.frames[loudest]))
            loudest = i;
    struct said cut = say("en-us", text, 1, loudest);
    size_t end = cut.nframes - silence_before(&cut, cut.nframes);
    check_true(end + SPEECH_RATE_HZ / 10 > loudest && end <= loudest);
    check_true(abs(cut.frames[end - 1]) * 10 < abs(whole.frames[end - 1]));
    check_true(memcmp(cut.frames, whole.frames, (end - SPEECH_RATE_HZ / 200) * sizeof *cut.frames) == 0);
}

static void stops_at_the_capacity_and_counts_what_was_left(void)
{
    static const char *const text[] = {"This is a sentence that goes on for some seconds at least.", "Two.",
                                       "Three."};
    struct said whole = say("en-us", text, 3, MINUTE);
    check_number(whole.nskipped, 0);
    struct said cut = say("en-us", text, 3, SPEECH_RATE_HZ);
    check_number(cut.nframes, SPEECH_RATE_HZ);
    check_number(cut.nskipped, 3);
    check_number(cut.nmarks, whole.nmarks);
    for (size_t i = 1; i < cut.nmarks; i++)
        check_true(cut.marks[i].frame >= cut.marks[i - 1].frame && cut.marks[i].frame <= cut.nframes);
}

static void speaks_faster_when_asked(void)
{
    static const char *const text[] = {"Ten words are enough to hear that it is faster."};
    struct segment segment = child_segment(&arena, text, 1, 0);
    struct said slow = child_say(&arena, voice_of("en-us"), 120, &segment, false, MINUTE);
    struct said fast = child_say(&arena, voice_of("en-us"), 240, &segment, false, MINUTE);
    check_true(slow.ok && fast.ok && fast.nframes * 3 < slow.nframes * 2);
}

static void says_phonemes_and_marks_them_as_a_word(void)
{
    static const char *const phonemes[] = {"They [[r'Ed]], and [[k@nt'Ent]] they [[l'Iv]]."},
                             *const read[] = {"They read, and content they live."};
    struct said a = say("en-us", phonemes, 1, MINUTE), b = say("en-us", read, 1, MINUTE);
    check_number(a.nmarks, 6);
    check_true(rises(&a));
    check_true(a.nframes > b.nframes * 3 / 4 && a.nframes < b.nframes * 5 / 4);
    for (size_t i = 0; i < 6; i++)
        check_true(labs((long)a.marks[i].frame - (long)b.marks[i].frame) < SPEECH_RATE_HZ / 8);
}

static void never_says_phonemes_of_a_text(void)
{
    static const char *const bracketed[] = {"The [[rEd car."}, *const plain[] = {"The rEd car."};
    check_number(say("en-us", bracketed, 1, MINUTE).nframes, say("en-us", plain, 1, MINUTE).nframes);
}

/* Each of these aborts the engine or drives it out of bounds when it is given as it stands. */
static void says_what_crashes_the_engine_in_the_safest_form(void)
{
    static const struct {
        const char *piece;
        int times;
    } killers[] = {{"s'", 68},    {"A.B.C.D.", 24}, {"e . ", 90},
                   {"é . ", 100}, {"ness", 100},    {"\xF0\x9F\x8F\x88", 10},
                   {"\x01", 20},  {"[[", 20},       {"\xD6\x8B", 20}};
    for (size_t i = 0; i < COUNT_OF(killers); i++) {
        struct buf text = BUF_EMPTY;
        buf_add_text(&text, "walk");
        for (int k = 0; k < killers[i].times; k++)
            buf_add_text(&text, killers[i].piece);
        buf_add_text(&text, " home.");
        struct segment segment = child_segment(&arena, (const char *const[]){text.p}, 1, PAUSE_MS);
        struct said said = child_say(&arena, voice_of("en-us"), 0, &segment, true, MINUTE * 2);
        check_true(said.ok && said.nframes > PAUSE_MS * SPEECH_RATE_HZ / 1000 && said.nskipped == 0);
        check_true(rises(&said));
        buf_finish(&text);
    }
}

static void never_hands_on_command_bytes(void)
{
    /* 0x01 and digits are a command to the engine: with them the text is said at another rate. */
    static const char *const tricked[] = {"One \x01"
                                          "9S two three four five."};
    static const char *const plain[] = {"One  9S two three four five."};
    struct said a = say("en-us", tricked, 1, MINUTE), b = say("en-us", plain, 1, MINUTE);
    check_number(a.nframes, b.nframes);
}

static void is_silent_where_there_is_nothing_to_say(void)
{
    static const char *const text[] = {"...", "Word."};
    struct said said = say("en-us", text, 2, MINUTE);
    check_number(said.nmarks, 2);
    check_number(said.marks[1].frame, said.marks[0].frame + PAUSE_MS * SPEECH_RATE_HZ / 1000);
}

static void refuses_a_voice_the_engine_lacks(void)
{
    static const char *const text[] = {"Hello."};
    struct voice voice = *voice_of("en-us");
    strcpy(voice.engine, "gmw/en-XX");
    struct segment segment = child_segment(&arena, text, 1, 0);
    struct said said = child_say(&arena, &voice, 0, &segment, false, MINUTE);
    check_true(!said.ok);
    check_number(said.error.code, ERROR_INTERNAL);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(speaks_the_same_in_every_child),
        CHECK(gives_every_token_a_rising_mark),
        CHECK(gives_marks_in_scripts_of_many_bytes_a_character),
        CHECK(marks_a_word_after_a_pause_where_the_signal_begins),
        CHECK(makes_pauses_of_exactly_the_length_asked_for),
        CHECK(a_clause_alone_lasts_as_long_as_inside_its_sentence),
        CHECK(fades_where_speech_ends),
        CHECK(stops_at_the_capacity_and_counts_what_was_left),
        CHECK(speaks_faster_when_asked),
        CHECK(says_what_crashes_the_engine_in_the_safest_form),
        CHECK(says_phonemes_and_marks_them_as_a_word),
        CHECK(never_says_phonemes_of_a_text),
        CHECK(never_hands_on_command_bytes),
        CHECK(is_silent_where_there_is_nothing_to_say),
        CHECK(refuses_a_voice_the_engine_lacks),
    };
    struct error err = {0};
    arena_init(&arena);
    voices = child_voices(NULL, &err);
    if (!voices) {
        printf("%s\n", err.detail);
        return 2;
    }
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    voices_destroy(voices);
    arena_finish(&arena);
    return status;
}
