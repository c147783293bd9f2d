/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/script.h"

/* Read speech rests about 0.4 s between sentences and twice that between paragraphs; eSpeak NG's own 0.3 s
 * for both tires in long listening. A heading stands nearer to what it heads than to what is before it. The
 * comma's is the engine's. */
const struct pauses pauses_standard = {
    .clause_ms = 150,
    .bracket_ms = 200,
    .dash_ms = 250,
    .colon_ms = 250,
    .ellipsis_ms = 400,
    .sentence_ms = 400,
    .paragraph_ms = 750,
    .item_ms = 500,
    .heading_ms = 800,
    .title_ms = 1000,
    .quote_ms = 750,
    .section_ms = 1200,
};
