/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What speaking a text costs without any of ours: eSpeak NG says it paragraph by paragraph, LAME encodes what
 * comes, with the settings that ours uses; no segments, no sound chain, no processes but the two that share
 * the paragraphs as two cores would. A target below this cannot be reached with these libraries.
 *
 * usage: speak_floor [-p PROCESSES] VOICE WORDS_A_MINUTE KBPS TEXT OUT
 *   OUT gets a number for each process: OUT.0, OUT.1 ... */
#include <espeak-ng/speak_lib.h>
#include <lame/lame.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RATE_HZ = 22050, QUALITY = 7, MP3_BYTES = 1 << 16, TEXT_BYTES = 16 << 20, PROCESSES_MAX = 64 };

/* The engine hands every callback the same pointer. */
struct encoder {
    lame_t lame;
    FILE *out;
    unsigned char mp3[MP3_BYTES];
};

static int take(short *frames, int nframes, espeak_EVENT *event)
{
    struct encoder *e = event->user_data;
    if (!frames || nframes <= 0)
        return 0;
    int n = lame_encode_buffer(e->lame, frames, NULL, nframes, e->mp3, sizeof e->mp3);
    return n < 0 || fwrite(e->mp3, 1, (size_t)n, e->out) != (size_t)n;
}

static bool start(struct encoder *e, const char *voice, int rate_wpm, int kbps)
{
    e->lame = lame_init();
    lame_set_in_samplerate(e->lame, RATE_HZ);
    lame_set_out_samplerate(e->lame, RATE_HZ);
    lame_set_num_channels(e->lame, 1);
    lame_set_mode(e->lame, MONO);
    lame_set_brate(e->lame, kbps);
    lame_set_quality(e->lame, QUALITY);
    lame_set_bWriteVbrTag(e->lame, 0);
    setenv("PULSE_SERVER", "unix:/nonexistent", 1);
    espeak_SetSynthCallback(take);
    return lame_init_params(e->lame) == 0 &&
           espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT) == RATE_HZ &&
           espeak_SetVoiceByName(voice) == EE_OK && espeak_SetParameter(espeakRATE, rate_wpm, 0) == EE_OK;
}

/* Every share-th of 'shares' paragraphs. */
static bool speak(struct encoder *e, char *text, int share, int shares)
{
    char *rest = NULL;
    int i = 0;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest), i++)
        if (i % shares == share && espeak_Synth(line, strlen(line) + 1, 0, POS_CHARACTER, 0,
                                                espeakCHARS_UTF8 | espeakENDPAUSE, NULL, e) != EE_OK)
            return false;
    int n = lame_encode_flush(e->lame, e->mp3, sizeof e->mp3);
    return n >= 0 && fwrite(e->mp3, 1, (size_t)n, e->out) == (size_t)n && fclose(e->out) == 0;
}

static int work(char **arguments, char *text, int share, int shares)
{
    static struct encoder e;
    char name[4096];
    snprintf(name, sizeof name, "%s.%d", arguments[4], share);
    e.out = fopen(name, "wb");
    bool ok = e.out && start(&e, arguments[0], atoi(arguments[1]), atoi(arguments[2])) &&
              speak(&e, text, share, shares);
    return ok ? 0 : 1;
}

int main(int argc, char **argv)
{
    int processes = 1, option;
    while ((option = getopt(argc, argv, "p:")) == 'p')
        processes = atoi(optarg);
    if (option != -1 || argc - optind != 5 || processes < 1 || processes > PROCESSES_MAX)
        return 2;
    FILE *in = fopen(argv[optind + 3], "rb");
    char *text = malloc(TEXT_BYTES);
    if (!in || !text)
        return 1;
    text[fread(text, 1, TEXT_BYTES - 1, in)] = 0;
    fclose(in);
    for (int share = 1; share < processes; share++)
        if (fork() == 0)
            return work(argv + optind, text, share, processes);
    int failed = work(argv + optind, text, 0, processes), status;
    while (wait(&status) > 0)
        failed |= status;
    return failed ? 1 : 0;
}
