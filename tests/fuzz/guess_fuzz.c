/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text, valid or not, to the counters of scripts and to libexttextcat: no crash; guesses are tags. */
#include "article/detect.h"
#include "article/writing.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct detector *detector; /* loading it takes longer than a thousand texts */
    if (!detector) {
        struct config config;
        config_init(&config);
        detector = detector_create(&config);
        config_finish(&config);
        assert(detector);
    }
    struct span text = {(const char *)data, size}, guesses[GUESSES_MAX];
    struct letters letters = letters_count(text);
    enum writing writing = letters_writing(&letters);
    size_t n = detector_guess(detector, text, guesses);
    assert(n <= GUESSES_MAX && writing < WRITINGS && letters.count <= size);
    for (size_t i = 0; i < n; i++)
        assert(guesses[i].n == 2);
    return 0;
}
