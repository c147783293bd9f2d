/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emoji and the signs that are used like them. */
#include "script/spoken.h"

SPOKEN(passes_over_decoration, {"Great launch! 🚀🎉", "Great launch!"},
       {"We shipped it 🎉 and went home.", "We shipped it and went home."}, {"👉 Read it", "Read it"},
       {"covers 🇫🇷 French", "covers French"}, {"went to 📍 Paris", "went to Paris"},
       {"👨‍👩‍👧‍👦", ""}, {"🏠 Home 📅 Calendar", "Home, Calendar"},
       {"We 👩🏽‍💻 code", "We code"}, {"✅ Fast", "Fast"}, {"All tests pass ✅", "All tests pass"},
       {"Have fun 😁\xEF\xB8\x8F", "Have fun"})

SPOKEN(says_what_stands_for_a_word, {"Press the 🔍 icon.", "Press the magnifying glass icon."},
       {"with a 👍🏽", "with a thumbs up"}, {"The release is 🔥.", "The release is fire."},
       {"the 🍕 was hot", "the pizza was hot"}, {"the \"🤯\" face", "the mind blown face"},
       {"I ❤️ Python", "I love Python"}, {"with 🍕🍕🍔", "with pizza, burger"},
       {"the 👨‍👩‍👧‍👦 emoji", "the family emoji"}, {"the 🇫🇷", "the flag of France"},
       {"the 🇽🇰", "the flag"}, {"the 🦥 was slow", "the sloth was slow"})

SPOKEN(says_yes_no_and_warning, {"✅", "yes"}, {"✗", "no"}, {"❌ Sell machines", "no: Sell machines"},
       {"❌ No refunds", "No refunds"}, {"Windows ✗", "Windows, no"}, {"⚠️ Add-on", "warning: Add on"},
       {"⚠️ Careful there", "Careful there"})

SPOKEN(reads_keys_arrows_and_stars, {"Press 1️⃣ now", "Press one now"}, {"1️⃣ First", "one: First"},
       {"→ Read more", "Read more"}, {"Settings → Account", "Settings to Account"},
       {"Home ➡️ Settings", "Home to Settings"},
       {"↑ 5% and ▼ 12%", "up five percent and down twelve percent"}, {"★ Best", "Best"},
       {"Rated ★", "Rated one star"}, {"⭐4.4/5", "four point four out of five"},
       {"⭐⭐⭐ stay", "three stars stay"}, {"Acme™ and Acme®", "Acme and Acme"},
       {"© 2024 Acme", "copyright twenty twenty four Acme"})

static void obeys_the_policy(void)
{
    static const struct {
        const char *policy, *written, *spoken;
    } cases[] = {
        {"drop", "with a 👍 and ❌", "with a and"},
        {"drop", "❌", ""},
        {"name", "Great launch! 🚀🎉", "Great launch! rocket, party popper,"},
        {"name", "We shipped it 🎉 and went home", "We shipped it, party popper, and went home"},
        {"name", "😂😂😂", "tears of joy,"},
        {"name", "with a 👍", "with a thumbs up"},
        {"name", "🦥", "sloth,"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct config config;
        struct error err = {0};
        struct arena a;
        config_init(&config);
        arena_init(&a);
        check_true(config_set(&config, config_find(SPAN("emoji")), span_of(cases[i].policy), &err));
        struct scripter *s = scripter_create(&config, &err);
        if (check_true(s != NULL))
            check_text(script_line(s, &a, SPAN("en"), NULL, span_of(cases[i].written)), cases[i].spoken);
        scripter_destroy(s);
        arena_finish(&a);
        config_finish(&config);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {CHECK(passes_over_decoration), CHECK(says_what_stands_for_a_word),
                                          CHECK(says_yes_no_and_warning), CHECK(reads_keys_arrows_and_stars),
                                          CHECK(obeys_the_policy)};
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
