/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "check.h"
#include "speech/speech.h"

static struct config config;

static struct voices *started(void)
{
    struct error err = {0};
    check_true(speech_start(&err));
    struct voices *v = voices_load(&config, &err);
    check_true(v != NULL);
    return v;
}

static void hands_every_voice_over_whole(void)
{
    struct voices *v = started();
    struct buf message = BUF_EMPTY;
    voices_put(v, &message);
    struct wire w = {.rest = buf_span(&message)};
    struct voices *copy = voices_get(&w);
    if (check_true(copy != NULL) && check_true(wire_done(&w)) &&
        check_number(voices_count(copy), voices_count(v)))
        for (size_t i = 0; i < voices_count(v); i++) {
            const struct voice *a = voices_at(v, i), *b = voices_at(copy, i);
            check_text(span_of(b->name), a->name);
            check_text(span_of(b->engine), a->engine);
            check_number(b->gain_db * 1000, a->gain_db * 1000);
            check_number(b->treble_db * 1000, a->treble_db * 1000);
            check_true(memcmp(&a->pauses, &b->pauses, sizeof a->pauses) == 0);
            check_number(b->shipped, a->shipped);
        }
    voices_destroy(copy);
    voices_destroy(v);
    buf_finish(&message);
}

static void refuses_a_message_cut_anywhere(void)
{
    struct voices *v = started();
    struct buf message = BUF_EMPTY;
    voices_put(v, &message);
    for (size_t n = 0; n < message.n; n += 97) {
        struct wire w = {.rest = span_slice(buf_span(&message), 0, n)};
        check_true(voices_get(&w) == NULL);
    }
    voices_destroy(v);
    buf_finish(&message);
}

int main(int argc, char **argv)
{
    const struct check checks[] = {CHECK(hands_every_voice_over_whole),
                                   CHECK(refuses_a_message_cut_anywhere)};
    config_init(&config);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    config_finish(&config);
    return status;
}
