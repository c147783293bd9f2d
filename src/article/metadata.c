/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/metadata.h"

#include "article/byline.h"
#include "article/date.h"
#include "article/fold.h"
#include "article/language.h"
#include "article/ld_json.h"
#include "article/meta.h"
#include "article/shown.h"
#include "article/title.h"

#include <string.h>

enum { DAY_BYTES = 10, LINE_BYTES = 400, MARKED_WORDS_MAX = 8 };

/* What the page tells machines. */
struct told {
    struct meta_facts meta;
    struct ld_facts ld;
    struct span date;         /* the published day, empty if it is not told */
    struct span address_date; /* the day in the page's address */
};

static void fill(struct span *fact, struct span value)
{
    if (!fact->n)
        *fact = value;
}

/* Empty for what is as long as a sentence or a title: a mark around the wrong thing. */
static struct span short_name(struct span name)
{
    struct span rest = name, word;
    int words = 0;
    while (span_split(&rest, ' ', &word))
        words += word.n > 0;
    return words <= MARKED_WORDS_MAX ? name : (struct span){0};
}

/* What elements are marked as: itemprop, rel=author, wherever they stand. */
static void take_marked(struct arena *a, const struct tree *tree, uint32_t i, enum date_order order,
                        struct article *out)
{
    const struct node *node = &tree->nodes[i];
    struct span itemprop = node_attribute(node, ATTRIBUTE_ITEMPROP);
    if (!out->date.n && span_is_nocase(itemprop, "datePublished")) {
        struct span when = node_attribute(node, ATTRIBUTE_DATETIME);
        when = when.n ? when : node_attribute(node, ATTRIBUTE_CONTENT);
        out->date = date_iso(a, when.n ? when : tree_short_text(a, tree, i), order);
    }
    bool author =
        span_is_nocase(itemprop, "author") || span_is_nocase(node_attribute(node, ATTRIBUTE_REL), "author");
    if (!out->byline.n && author && node->tag != TAG_LINK && node->tag != TAG_META)
        out->byline = short_name(byline_clean(a, tree_short_text(a, tree, i)));
}

/* The first <time> that is a date, before or in the article's first half: later ones date comments. */
static struct span first_time(struct arena *a, const struct tree *tree, uint32_t body, enum date_order order)
{
    uint32_t stop = body + (tree->nodes[body].end - body) / 2;
    for (uint32_t i = 0; i < stop; i++) {
        if (tree->nodes[i].tag != TAG_TIME)
            continue;
        struct span when = node_attribute(&tree->nodes[i], ATTRIBUTE_DATETIME);
        struct span date = date_iso(a, when.n ? when : tree_short_text(a, tree, i), order);
        if (date.n)
            return date;
    }
    return (struct span){0};
}

static bool is_ld_json(const struct node *node)
{
    struct span type = node_attribute(node, ATTRIBUTE_TYPE);
    return node->tag == TAG_SCRIPT && span_find_nocase(type, "ld+json") < type.n;
}

static struct span script_text(const struct tree *tree, uint32_t script)
{
    const struct node *next = &tree->nodes[script];
    return script + 1 < next->end ? tree->nodes[script + 1].text : (struct span){0};
}

static void read_told(struct arena *a, const struct config *config, const struct tree *tree, struct span url,
                      struct told *told)
{
    struct ld_json ld = {0};
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->tag == TAG_META)
            meta_take(a, node, &told->meta);
        else if (is_ld_json(node))
            ld_json_add(&ld, a, script_text(tree, i), (size_t)config->parse_max_facts_bytes);
        else if (node->tag == TAG_LINK && span_is_nocase(node_attribute(node, ATTRIBUTE_REL), "canonical"))
            fill(&told->meta.value[FACT_ADDRESS], node_attribute(node, ATTRIBUTE_HREF));
    }
    told->ld = ld_json_facts(a, &ld, told->meta.order);
    ld_json_finish(&ld);
    told->date = told->ld.date.n ? told->ld.date : told->meta.value[FACT_DATE];
    told->address_date = date_of_address(a, url.n ? url : told->meta.value[FACT_ADDRESS]);
}

/* Does it go on before or behind, as in an address ("info@street.example")? */
static bool goes_on(struct span text, size_t at)
{
    size_t length;
    while (at > 0 && at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
        at--; /* to where the character begins */
    uint32_t code = at < text.n ? utf8_at(text, at, &length) : ' ';
    return code_is_letter(code) || (code >= '0' && code <= '9') || code == '@' || code == '_' ||
           ((code == '.' || code == '-') && at + 1 < text.n && text.p[at + 1] != ' ');
}

static bool is_shown(struct arena *a, const struct lines *lines, struct span text)
{
    const char *name = arena_string(a, text);
    for (size_t i = 0; i < lines->nlines; i++) {
        struct span line = lines->lines[i].text;
        size_t at = line.n <= LINE_BYTES ? span_find_nocase(line, name) : line.n;
        if (at < line.n && !(at > 0 && goes_on(line, at - 1)) && !goes_on(line, at + text.n))
            return true;
    }
    return false;
}

/* A name for logging in, a firm's, the site's own with a word added: told to machines by habit. */
static bool is_habit(struct arena *a, struct span told, struct span site)
{
    static const char *const firms[] = {" inc",  " inc.",        " ltd",  " ltd.", " llc",
                                        " gmbh", " corporation", " s.a.", " ag"};
    for (size_t i = 0; i < COUNT_OF(firms); i++)
        if (span_ends_nocase(told, firms[i]))
            return true;
    bool login = span_find_byte(told, ' ') == told.n && span_equal(utf8_lower(a, told), told);
    bool of_site = site.n && told.n > site.n && span_equal_nocase(span_slice(told, 0, site.n), site);
    return login || of_site;
}

/* Is it the site's name, or a part of its host's ("street.example")? */
static bool is_sites(struct span name, struct span site, struct span address)
{
    size_t from = span_find(address, "://");
    struct span host = span_slice(address, from < address.n ? from + 3 : 0, address.n), label;
    host = span_slice(host, 0, span_find_byte(host, '/'));
    bool found = span_equal_nocase(name, site);
    while (!found && span_split(&host, '.', &label))
        found = span_equal_nocase(name, label);
    return found;
}

/* A firm that search engines are told is a person, since they ask for one: a single word, the site's name,
 * and in no line of its own. */
static bool is_firm(const struct told *told, struct span name, const struct lines *lines,
                    const struct article *article)
{
    struct span address = article->url.n ? article->url : told->meta.value[FACT_ADDRESS];
    if (!told->ld.by_person || span_find_byte(name, ' ') < name.n || !is_sites(name, article->site, address))
        return false;
    for (size_t i = 0; i < lines->nlines; i++)
        if (span_equal_nocase(lines->lines[i].text, name))
            return false;
    return true;
}

/* What machines are told. But a person whom the page shows, when they are told the site's name or an
 * account's; and nothing when the page does not show it and it is hardly a person. */
static struct span told_byline(struct arena *a, const struct told *all, const struct shown *shown,
                               const struct lines *lines, const struct article *article)
{
    const struct ld_facts *ld = &all->ld;
    struct span told = ld->byline.n ? ld->byline : all->meta.value[FACT_BYLINE];
    struct span person = shown->byline.n ? shown->byline : shown->late_byline;
    bool site = article->site.n && span_equal_nocase(span_slice(told, 0, article->site.n), article->site);
    bool account = span_find_byte(told, ' ') == told.n;
    bool names_site = site && span_find_nocase(person, arena_string(a, article->site)) < person.n;
    if ((site || account) && byline_is_full(person) && !names_site)
        return person;
    bool unseen = site && ld->by_organization && ld->byline.n && !shown->byline.n;
    if (unseen || span_equal_nocase(told, article->title) ||
        (!person.n && is_firm(all, told, lines, article)) ||
        (is_habit(a, told, article->site) && !is_shown(a, lines, told)))
        return (struct span){0};
    return told;
}

/* What the card for sharing calls the writer. */
static struct span labeled_byline(struct arena *a, struct span told, const struct lines *lines,
                                  struct span site)
{
    struct span name = byline_clean(a, told);
    return is_habit(a, name, site) && !is_shown(a, lines, name) ? (struct span){0} : name;
}

/* What limits cut in the middle of a character is made valid again. */
static void repair(struct arena *a, struct article *out)
{
    struct span *const facts[] = {&out->title, &out->byline, &out->site};
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        if (!utf8_valid(*facts[i]))
            *facts[i] = utf8_repair(a, *facts[i]);
}

static void read_site(const struct told *told, struct article *out)
{
    fill(&out->language, told->ld.language);
    fill(&out->language, told->meta.value[FACT_LANGUAGE]);
    fill(&out->site, told->meta.value[FACT_SITE]);
    fill(&out->site, told->ld.site);
    fill(&out->image, told->meta.value[FACT_IMAGE]);
    fill(&out->image, told->ld.image);
}

static void read_title(struct arena *a, const struct tree *tree, const struct told *told, struct article *out)
{
    struct span title = told->meta.value[FACT_TITLE];
    if (!out->title.n)
        out->title = title_choose(a, tree, title.n ? title : told->ld.title, out->site);
}

/* Is there a day that the page tells its readers on cards, and another one than this? */
static bool told_otherwise(const struct told *told, struct span day)
{
    struct span date = told->meta.value[FACT_DATE];
    return date.n && !meta_date_is_schemas(&told->meta) &&
           !span_equal(span_slice(date, 0, DAY_BYTES), span_slice(day, 0, DAY_BYTES));
}

/* What the page's beginning shows first: a day that its readers see is one that they know the article by. So
 * is an update's, shown alone, unless the page tells people another: schema.org's is for search engines only.
 */
static void read_date(const struct told *told, const struct shown *shown, struct article *out)
{
    fill(&out->date, shown->first);
    if (!shown->confirmed)
        fill(&out->date, shown->date);
    if (!shown->confirmed && shown->updated.n && !told_otherwise(told, shown->updated))
        fill(&out->date, shown->updated);
    fill(&out->date, told->date);
    if (shown->confirmed)
        fill(&out->date, told->address_date);
}

/* Where nothing of that told it. */
static void read_late_date(struct arena *a, const struct tree *tree, uint32_t body, const struct told *told,
                           const struct shown *shown, struct article *out)
{
    fill(&out->date, first_time(a, tree, body, told->meta.order));
    fill(&out->date, shown->updated);
    fill(&out->date, shown->late);
    fill(&out->date, told->address_date);
    fill(&out->date, shown->month);
}

struct span metadata_read(struct arena *a, const struct config *config, const struct tree *tree,
                          const struct lines *lines, uint32_t body, struct article *out)
{
    fill(&out->language, language_tag(a, node_attribute(&tree->nodes[0], ATTRIBUTE_LANG)));
    fill(&out->language, language_tag(a, node_attribute(&tree->nodes[0], ATTRIBUTE_XML_LANG)));
    struct told told = {.meta.order = date_order_of(out->language)};
    read_told(a, config, tree, out->url, &told);
    read_site(&told, out);
    read_title(a, tree, &told, out);
    struct shown_wanted wanted = {out->title, told.date.n ? told.date : told.address_date, told.meta.order};
    struct shown shown = shown_read(a, tree, lines, body, &wanted);
    read_date(&told, &shown, out);
    fill(&out->byline, told_byline(a, &told, &shown, lines, out));
    if (span_is_nocase(told.meta.value[FACT_LABEL], "written by"))
        fill(&out->byline, labeled_byline(a, told.meta.value[FACT_LABELED], lines, out->site));
    for (uint32_t i = 0; i < tree->nnodes; i++)
        take_marked(a, tree, i, told.meta.order, out);
    fill(&out->byline, shown.byline);
    fill(&out->byline, shown.late_byline);
    read_late_date(a, tree, body, &told, &shown, out);
    repair(a, out);
    return told.ld.body;
}
