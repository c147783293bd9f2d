/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The token map of texts made of what is hard to map, in every language. */
#include "script/language.h"
#include "script/mapped.h"

enum { ROUNDS = 400, PIECES_MOST = 40 };

static const char *const pieces[] = {"$3.5M ",
                                     "3 May 2021",
                                     "é",
                                     "H₂O ",
                                     "1,234.5 ",
                                     "10:30 p.m. ",
                                     "Dr. ",
                                     "U.S. ",
                                     "… ",
                                     "GPT-4o ",
                                     "a@b.example",
                                     " (",
                                     ") ",
                                     "«",
                                     "» ",
                                     "x² + y ",
                                     "IV ",
                                     "¿",
                                     "слово ",
                                     "नमस्ते ",
                                     "中文。",
                                     "👩‍🚀 ",
                                     "word ",
                                     "The ",
                                     ". ",
                                     "! ",
                                     ", ",
                                     "\n",
                                     "'s ",
                                     "[12] ",
                                     "½ ",
                                     "-7 ",
                                     "1/4 ",
                                     "№5 ",
                                     "get_id() ",
                                     "ǆ\u0301 ",
                                     "[[a]] ",
                                     "[[",
                                     "]]",
                                     "r'Ed",
                                     "read ",
                                     "\xC2\xAD",
                                     "A. B. ",
                                     "#tag ",
                                     "9999999999999999999999 ",
                                     "https://example.com/a?b=1 "};

static bool map_holds(const struct scripter *s, struct span language, struct span text)
{
    struct script_options options = {
        .language = language, .pauses = pauses_standard, .segment_bytes = 300, .why = true};
    struct block block = {.kind = BLOCK_PARAGRAPH, .text = text};
    struct article article = {.language = language, .blocks = &block, .nblocks = 1};
    struct arena a;
    struct script script;
    struct error err = {0};
    bool holds = true;
    arena_init(&a);
    if (script_write(s, &a, &article, &options, &script, &err))
        holds = check_mapped(&article, &script);
    arena_finish(&a);
    return holds;
}

static void maps_every_spoken_word_to_what_it_speaks(void)
{
    struct config config;
    struct error err = {0};
    config_init(&config);
    struct scripter *s = scripter_create(&config, &err);
    uint32_t seed = 11;
    bool holds = check_true(s != NULL);
    for (size_t l = 0; holds && l < language_count(); l++) {
        const char *code = language_at(l)->code;
        for (int round = 0; holds && round < ROUNDS; round++) {
            struct buf text = BUF_EMPTY;
            for (int i = 0; i < PIECES_MOST; i++) {
                seed = seed * 1664525u + 1013904223u;
                buf_add_text(&text, pieces[(seed >> 16) % COUNT_OF(pieces)]);
            }
            holds = map_holds(s, span_of(*code ? code : "xx"), buf_span(&text));
            if (!holds)
                printf("  in '%s': %.*s\n", code, (int)text.n, text.p);
            buf_finish(&text);
        }
    }
    scripter_destroy(s);
    config_finish(&config);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {CHECK(maps_every_spoken_word_to_what_it_speaks)};
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
