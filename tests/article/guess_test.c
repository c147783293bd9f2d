/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "article/guess.h"

#include "article/detect.h"

#include <string.h>

#define ENGLISH                                                                                              \
    "The bakery in our street opens at five in the morning, when it is still dark and only the first buses " \
    "can be heard. The baker says that there is no secret to bread: flour, water, salt and a great deal of " \
    "patience, for dough does not like to be hurried."
#define GERMAN                                                                                                \
    "Die Bäckerei in unserer Straße öffnet um fünf Uhr morgens, wenn es noch dunkel ist und man nur die " \
    "ersten Busse hört. Die Bäckerin sagt, Brot habe kein Geheimnis: Mehl, Wasser, Salz und viel Geduld."
#define RUSSIAN                                                                                                                                                                        \
    "Пекарня на нашей улице открывается в пять утра, когда ещё темно и слышны только первые автобусы. " \
    "Хозяйка говорит, что у хлеба нет никакого секрета: мука, вода, соль и много терпения."

static void check_language_at(int line, const char *text, const char *want)
{
    struct arena a;
    struct config config;
    arena_init(&a);
    config_init(&config);
    check_text_at(__FILE__, line, text, language_of_text(&a, &config, span_of(text)), span_of(want));
    config_finish(&config);
    arena_finish(&a);
}
#define check_language(text, want) check_language_at(__LINE__, text, want)

/* Paragraphs of some 200 letters. */
static void paragraphs_tell_their_language(void)
{
    struct buf fixture = BUF_EMPTY;
    if (!check_fixture("article/languages.tsv", &fixture))
        return;
    struct span rest = buf_span(&fixture), line;
    while (span_line(&rest, &line)) {
        struct arena a;
        arena_init(&a);
        size_t tab = span_find_byte(line, '\t');
        check_language(arena_string(&a, span_slice(line, tab + 1, line.n)),
                       arena_string(&a, span_slice(line, 0, tab)));
        arena_finish(&a);
    }
    buf_finish(&fixture);
}

static void some_scripts_tell_it_alone(void)
{
    check_language(
        "이 거리의 빵집은 새벽 다섯 시에 문을 엽니다. 아직 어둡고 첫 버스 소리만 들릴 때입니다. 빵집 "
        "주인은 빵에는 비밀이 없다고 말합니다.",
        "ko");
    check_language(
        "私たちの通りのパン屋は朝五時に開きます。まだ暗く、始発のバスの音しか聞こえません。店の人は、パン"
        "に秘密はないと言います。",
        "ja");
    check_language(
        "我们街上的面包店早上五点开门，那时天还黑着，只听得见头班公共汽车的声音。店主说，面包没有什么秘密。",
        "zh");
    check_language("המאפייה ברחוב שלנו נפתחת בחמש בבוקר, כשעדיין חשוך ונשמעים רק האוטובוסים הראשונים. האופה "
                   "אומרת שאין שום סוד בלחם.",
                   "he");
    check_language("हमारी गली की बेकरी सुबह पाँच बजे खुलती है, जब अभी अँधेरा होता है और केवल पहली बसों की आवाज़ "
                   "सुनाई देती है। बेकर कहती है कि रोटी का कोई रहस्य नहीं है, बस आटा और पानी।",
                   "hi");
    check_language("ร้านขนมปังบนถนนของเราเปิดตอนตีห้า ตอนที่ยังมืดอยู่และได้ยินแต่เสียงรถเมล์คันแรก คนทำขนมปังบอกว่าขนมปังไม่มี"
                   "ความลับอะไรเลย",
                   "th");
}

static void short_or_mixed_text_tells_nothing(void)
{
    check_language("", "");
    check_language("A short line.", "");
    check_language("1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890", "");
    check_language("OK. " RUSSIAN " " ENGLISH " " RUSSIAN, "");
    check_language(GERMAN " " GERMAN " " ENGLISH " " ENGLISH, "");
}

/* The language of an article whose page tells 'told'; blocks are paragraphs divided by "|". */
static void check_settled_with(int line, const struct config *config, const struct detector *loaded,
                               const char *told, const char *text, const char *want)
{
    struct arena a;
    struct block blocks[4] = {0};
    struct article article = {.language = span_of(told), .blocks = blocks};
    struct buf got = BUF_EMPTY;
    arena_init(&a);
    for (struct span rest = span_of(text), one; span_split(&rest, '|', &one);)
        blocks[article.nblocks++] = (struct block){.kind = BLOCK_PARAGRAPH, .text = one};
    article_settle_language(&a, config, loaded, &article);
    buf_add_span(&got, article.language);
    for (size_t i = 0; i < article.nblocks; i++)
        if (blocks[i].language.n)
            buf_printf(&got, " %zu:%.*s", i, (int)blocks[i].language.n, blocks[i].language.p);
    check_text_at(__FILE__, line, told, buf_span(&got), span_of(want));
    buf_finish(&got);
    arena_finish(&a);
}

/* The same whether the detector was loaded before or not. */
static void check_settled_at(int line, const char *told, const char *text, const char *want)
{
    struct config config;
    config_init(&config);
    struct detector *loaded = article_detector(&config);
    check_settled_with(line, &config, NULL, told, text, want);
    check_settled_with(line, &config, loaded, told, text, want);
    detector_destroy(loaded);
    config_finish(&config);
}
#define check_settled(told, text, want) check_settled_at(__LINE__, told, text, want)

static void what_the_page_tells_is_believed(void)
{
    check_settled("de", ENGLISH, "de");
    check_settled("en-gb", ENGLISH, "en-gb");
    check_settled("uk", RUSSIAN, "uk");
    check_settled("sr", ENGLISH, "sr");
    check_settled("ru-latn", ENGLISH, "ru-latn");
}

static void a_language_never_written_so_loses_to_the_text(void)
{
    check_settled("en", RUSSIAN, "ru");
    check_settled("en-us", RUSSIAN "|" RUSSIAN "|There is no secret to bread.", "ru 2:en-us");
    check_settled("ru", GERMAN "|" GERMAN, "de");
    check_settled("en", "Короткая строка.", "en");
}

static void without_a_told_language_the_text_decides(void)
{
    check_settled("", GERMAN, "de");
    check_settled("und", RUSSIAN, "ru");
    check_settled("zxx", "Short.", "");
    check_settled("", GERMAN "|" GERMAN "|" GERMAN "|There is no secret to bread.", "de");
}

static void each_way_of_telling_the_language_is_heard(void)
{
    static const struct {
        const char *html, *header, *want;
    } cases[] = {
        {"<html lang=pt-BR><p>", "", "pt-br"},
        {"<html xml:lang=nl><p>", "", "nl"},
        {"<meta http-equiv=Content-Language content=de><p>", "", "de"},
        {"<meta property=og:locale content=fr_CA><p>", "", "fr-ca"},
        {"<script type=application/ld+json>{\"@type\":\"Article\",\"inLanguage\":\"pl\"}</script><p>", "",
         "pl"},
        {"<p>", "it", "it"},
        {"<html lang=en><meta property=og:locale content=de_DE><p>", "it", "en"},
        {"<meta property=og:locale content=de_DE><p>", "it", "de-de"},
        {"<html lang=''><p>", "es", "es"},
        {"<html lang='not a tag'><p>", "es", "es"},
        {"<p>", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena a;
        struct config config;
        struct article article;
        struct error err = {0};
        arena_init(&a);
        config_init(&config);
        struct page page = {.kind = PAGE_HTML, .language = span_of(cases[i].header)};
        page.text = arena_printf(&a, "<!DOCTYPE html>%s%s", cases[i].html, ENGLISH);
        check_true(article_read(&a, &config, &page, &article, &err));
        check_text(article.language, cases[i].want);
        config_finish(&config);
        arena_finish(&a);
    }
}

static void without_fingerprints_scripts_alone_tell(void)
{
    struct arena a;
    struct config config;
    arena_init(&a);
    config_init(&config);
    config_set(&config, config_find(SPAN("data_dir")), SPAN("/nowhere"), NULL);
    check_span(language_of_text(&a, &config, SPAN(RUSSIAN)), (struct span){0});
    config_finish(&config);
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(paragraphs_tell_their_language),
        CHECK(some_scripts_tell_it_alone),
        CHECK(short_or_mixed_text_tells_nothing),
        CHECK(what_the_page_tells_is_believed),
        CHECK(a_language_never_written_so_loses_to_the_text),
        CHECK(without_a_told_language_the_text_decides),
        CHECK(each_way_of_telling_the_language_is_heard),
        CHECK(without_fingerprints_scripts_alone_tell),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
