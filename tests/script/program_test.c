/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program's text inside a sentence: what stands between ` is marked as such. */
#include "check.h"
#include "script/script.h"

enum { CODES_MOST = 4 };

struct marked_line {
    const char *written, *spoken;
};

static struct scripter *scripter;
static struct config config;

static void check_line(const struct marked_line *line)
{
    struct arena arena;
    struct annotation notes[CODES_MOST];
    struct buf text = BUF_EMPTY, got = BUF_EMPTY;
    size_t n = 0;
    bool inside = false;
    for (const char *p = line->written; *p; p++) {
        if (*p != '`') {
            buf_add_byte(&text, *p);
        } else if (inside) {
            notes[n].bytes = (uint32_t)text.n - notes[n].at;
            n++;
            inside = false;
        } else {
            notes[n] = (struct annotation){.kind = ANNOTATION_CODE, .at = (uint32_t)text.n};
            inside = true;
        }
    }
    struct block block = {
        .kind = BLOCK_PARAGRAPH, .text = buf_span(&text), .annotations = notes, .nannotations = n};
    struct article article = {.language = SPAN("en"), .blocks = &block, .nblocks = 1};
    struct script_options options = {.language = SPAN("en"), .pauses = pauses_standard};
    struct script script;
    struct error err = {0};
    arena_init(&arena);
    script_options_take(&options, &config);
    if (check_true(script_write(scripter, &arena, &article, &options, &script, &err))) {
        script_print_text(&script, &got);
        check_text(span_trim(buf_span(&got)), line->spoken);
    }
    arena_finish(&arena);
    buf_finish(&text);
    buf_finish(&got);
}

#define MARKED(test, ...)                                                                                    \
    static void test(void)                                                                                   \
    {                                                                                                        \
        static const struct marked_line lines[] = {__VA_ARGS__};                                             \
        for (size_t i = 0; i < COUNT_OF(lines); i++)                                                         \
            check_line(&lines[i]);                                                                           \
    }

MARKED(says_names_by_their_words, {"Call `get_user_id` now.", "Call get user id now."},
       {"Call `getUserId` now.", "Call get User Id now."},
       {"An `XMLParser` reads it.", "An X.M.L Parser reads it."},
       {"All `Url`s and `APIs` here.", "All U.R.L's and A.P.I's here."},
       {"The `baseUrl` is set.", "The base U.R.L is set."})

MARKED(says_dots_and_operators, {"Use `a.b()` here.", "Use a dot b here."},
       {"Set `x = 1` first.", "Set x equals one first."},
       {"If `a === b && c != d`, stop.", "If a equals b and c is not d, stop."},
       {"Write `x => x + 1` there.", "Write x arrow x plus one there."},
       {"Take `n - 1` of them.", "Take n minus one of them."},
       {"A `std::vector<int>` holds it.", "A std vector int holds it."},
       {"Pass `*args` on.", "Pass star args on."}, {"Put `#include` first.", "Put hash include first."})

MARKED(says_options_and_paths_as_outside,
       {"Give it `--dry-run` or `-v`.", "Give it dash dash dry run or dash v."},
       {"See `src/main.rs` for it.", "See src slash main dot rs for it."},
       {"It takes `O(n)` time.", "It takes O of n time."})

MARKED(hears_no_sentence_end_in_a_program, {"It is `!important` here.", "It is important here."},
       {"Use `println!` here.", "Use println here."},
       {"Call `f(a, b);` and wait.", "Call f, a, b, and wait."},
       {"The `[12]` is an index.", "The twelve is an index."})

MARKED(ends_no_sentence_inside_a_program,
       {"It is in `Alyio.Extensions.Http` now.", "It is in Alyio dot Extensions dot Http now."},
       {"See `a. B` there. It ends.", "See a B there. It ends."})

MARKED(reads_text_in_typewriter_letters_as_text,
       {"`This is what somebody wrote a long time ago with a typewriter, and nobody wrote it anew. It has "
        "more than one sentence; it goes on for a while, and then it ends.`",
        "This is what somebody wrote a long time ago with a typewriter, and nobody wrote it anew. It has "
        "more than one sentence; it goes on for a while, and then it ends."})

MARKED(says_bytes_and_options_by_their_characters,
       {"The bytes `0x F0 9F` follow.", "The bytes zero x F zero nine F follow."},
       {"Build with `-O3` now.", "Build with dash O three now."},
       {"It gives `-1` then.", "It gives minus one then."})

MARKED(names_a_mark_that_stands_alone, {"Begin with `{` and end.", "Begin with opening brace and end."},
       {"It gives `[]` or `\"\"`.", "It gives brackets or quotes."},
       {"Add a `;` there.", "Add a semicolon there."})

MARKED(leaves_plain_words_in_their_sentence,
       {"It runs on port `8080` now.", "It runs on port eighty eighty now."},
       {"The `null` (or `none`) is back.", "The null, or none, is back."})

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(says_names_by_their_words),
        CHECK(says_dots_and_operators),
        CHECK(says_options_and_paths_as_outside),
        CHECK(hears_no_sentence_end_in_a_program),
        CHECK(reads_text_in_typewriter_letters_as_text),
        CHECK(ends_no_sentence_inside_a_program),
        CHECK(says_bytes_and_options_by_their_characters),
        CHECK(names_a_mark_that_stands_alone),
        CHECK(leaves_plain_words_in_their_sentence),
    };
    struct error err = {0};
    config_init(&config);
    scripter = scripter_create(&config, &err);
    if (!scripter)
        return 2;
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    scripter_destroy(scripter);
    config_finish(&config);
    return status;
}
