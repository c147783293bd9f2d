/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/metadata.h"

#include "article/byline.h"
#include "article/date.h"
#include "article/fold.h"
#include "article/language.h"
#include "article/ld_json.h"
#include "article/shown.h"
#include "article/title.h"

#include <string.h>

enum { TITLE_BYTES = 400, KEY_BYTES_MAX = 64, MARKED_WORDS_MAX = 8 };

enum fact {
    FACT_TITLE,
    FACT_SITE,
    FACT_BYLINE,
    FACT_DATE,
    FACT_MODIFIED,
    FACT_LANGUAGE,
    FACT_ADDRESS,
    FACT_LABEL, /* what FACT_LABELED is, in words */
    FACT_LABELED,
    FACTS
};

/* <meta> names in order of trust within a fact; with a star, whatever ends so ("w-published-date"). */
static const struct meta_name {
    const char *name;
    enum fact fact;
} meta_names[] = {
    {"og:title", FACT_TITLE},
    {"citation_title", FACT_TITLE},
    {"twitter:title", FACT_TITLE},
    {"parsely-title", FACT_TITLE},
    {"sailthru.title", FACT_TITLE},
    {"dc.title", FACT_TITLE},
    {"dcterms.title", FACT_TITLE},
    {"og:site_name", FACT_SITE},
    {"application-name", FACT_SITE},
    {"citation_author", FACT_BYLINE},
    {"author", FACT_BYLINE},
    {"parsely-author", FACT_BYLINE},
    {"sailthru.author", FACT_BYLINE},
    {"article:author_name", FACT_BYLINE},
    {"article:author", FACT_BYLINE},
    {"og:article:author", FACT_BYLINE},
    {"dc.creator", FACT_BYLINE},
    {"dcterms.creator", FACT_BYLINE},
    {"dc.contributor", FACT_BYLINE},
    {"byl", FACT_BYLINE},
    {"byline", FACT_BYLINE},
    {"authors", FACT_BYLINE},
    {"article_author", FACT_BYLINE},
    {"*:author", FACT_BYLINE},
    {"*_author", FACT_BYLINE},
    {"*-author", FACT_BYLINE},
    {"article:published_time", FACT_DATE},
    {"og:published_time", FACT_DATE},
    {"og:article:published_time", FACT_DATE},
    {"datepublished", FACT_DATE},
    {"parsely-pub-date", FACT_DATE},
    {"sailthru.date", FACT_DATE},
    {"citation_publication_date", FACT_DATE},
    {"citation_online_date", FACT_DATE},
    {"citation_date", FACT_DATE},
    {"article:published", FACT_DATE},
    {"article.published", FACT_DATE},
    {"published_time", FACT_DATE},
    {"published-date", FACT_DATE},
    {"published_date", FACT_DATE},
    {"publisheddate", FACT_DATE},
    {"publishdate", FACT_DATE},
    {"publish_date", FACT_DATE},
    {"publish-date", FACT_DATE},
    {"pubdate", FACT_DATE},
    {"publication_date", FACT_DATE},
    {"publication-date", FACT_DATE},
    {"*publishtime", FACT_DATE},
    {"*published-date", FACT_DATE},
    {"*publish-date", FACT_DATE},
    {"*publishdate", FACT_DATE},
    {"*publicationdate", FACT_DATE},
    {"*pubdate", FACT_DATE},
    {"dc.date.issued", FACT_DATE},
    {"dcterms.issued", FACT_DATE},
    {"dcterms.created", FACT_DATE},
    {"dc.date.created", FACT_DATE},
    {"dc.date", FACT_DATE},
    {"dcterms.date", FACT_DATE},
    {"date", FACT_DATE},
    {"article:modified_time", FACT_MODIFIED},
    {"og:updated_time", FACT_MODIFIED},
    {"datemodified", FACT_MODIFIED},
    {"dcterms.modified", FACT_MODIFIED},
    {"content-language", FACT_LANGUAGE},
    {"og:locale", FACT_LANGUAGE},
    {"og:url", FACT_ADDRESS},
    {"twitter:label1", FACT_LABEL},
    {"twitter:data1", FACT_LABELED},
};

struct facts {
    struct span value[FACTS];
    size_t rank[FACTS]; /* index in meta_names of what 'value' came from */
    enum date_order order;
};

static void fill(struct span *fact, struct span value)
{
    if (!fact->n)
        *fact = value;
}

static struct span meta_value(struct arena *a, enum fact fact, struct span content, enum date_order order)
{
    switch (fact) {
    case FACT_DATE:
    case FACT_MODIFIED:
        return date_iso(a, content, order);
    case FACT_BYLINE:
        return byline_clean(a, content);
    case FACT_LANGUAGE:
        return language_tag(a, content);
    default:
        return fold_span(a, span_slice(content, 0, TITLE_BYTES));
    }
}

static void take_fact(struct arena *a, size_t rank, struct span content, struct facts *facts)
{
    enum fact fact = meta_names[rank].fact;
    struct span *old = &facts->value[fact];
    bool again = old->n && facts->rank[fact] == rank && fact == FACT_BYLINE && old->n < TITLE_BYTES;
    if (old->n && facts->rank[fact] <= rank && !again)
        return;
    struct span value = meta_value(a, fact, content, facts->order);
    if (!value.n || (again && span_find(*old, arena_string(a, value)) < old->n))
        return;
    *old = again ? arena_printf(a, "%.*s, %.*s", (int)old->n, old->p, (int)value.n, value.p) : value;
    facts->rank[fact] = rank;
}

static void take_meta(struct arena *a, const struct node *node, struct facts *facts)
{
    static const enum attribute_name keys[] = {ATTRIBUTE_NAME, ATTRIBUTE_PROPERTY, ATTRIBUTE_ITEMPROP,
                                               ATTRIBUTE_HTTP_EQUIV};
    struct span content = node_attribute(node, ATTRIBUTE_CONTENT);
    for (size_t k = 0; k < COUNT_OF(keys) && content.n; k++) {
        struct span key = span_slice(node_attribute(node, keys[k]), 0, KEY_BYTES_MAX);
        for (size_t i = 0; i < COUNT_OF(meta_names) && key.n; i++)
            if (meta_names[i].name[0] == '*' ? span_ends_nocase(key, meta_names[i].name + 1)
                                             : span_is_nocase(key, meta_names[i].name))
                take_fact(a, i, content, facts);
    }
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

/* What the page tells machines. */
static void read_told(struct arena *a, const struct config *config, const struct tree *tree,
                      struct facts *facts, struct ld_facts *ld_facts)
{
    struct ld_json ld = {0};
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->tag == TAG_META)
            take_meta(a, node, facts);
        else if (is_ld_json(node))
            ld_json_add(&ld, a, script_text(tree, i), (size_t)config->parse_max_facts_bytes);
        else if (node->tag == TAG_LINK && span_is_nocase(node_attribute(node, ATTRIBUTE_REL), "canonical"))
            fill(&facts->value[FACT_ADDRESS], node_attribute(node, ATTRIBUTE_HREF));
    }
    *ld_facts = ld_json_facts(a, &ld, facts->order);
    ld_json_finish(&ld);
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
        size_t at = line.n <= TITLE_BYTES ? span_find_nocase(line, name) : line.n;
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

/* What machines are told. But a person whom the page shows, when they are told the site's name or an
 * account's; and nothing when the page does not show it and it is hardly a person. */
static struct span told_byline(struct arena *a, const struct facts *facts, const struct ld_facts *ld,
                               const struct shown *shown, const struct lines *lines,
                               const struct article *article)
{
    struct span told = ld->byline.n ? ld->byline : facts->value[FACT_BYLINE];
    struct span person = shown->byline.n ? shown->byline : shown->late_byline;
    bool site = article->site.n && span_equal_nocase(span_slice(told, 0, article->site.n), article->site);
    bool account = span_find_byte(told, ' ') == told.n;
    bool names_site = site && span_find_nocase(person, arena_string(a, article->site)) < person.n;
    if ((site || account) && byline_is_full(person) && !names_site)
        return person;
    bool unseen = site && ld->by_organization && ld->byline.n && !shown->byline.n;
    if (unseen || span_equal_nocase(told, article->title) ||
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

void metadata_read(struct arena *a, const struct config *config, const struct tree *tree,
                   const struct lines *lines, uint32_t body, struct article *out)
{
    struct facts facts = {0};
    struct ld_facts ld;
    fill(&out->language, language_tag(a, node_attribute(&tree->nodes[0], ATTRIBUTE_LANG)));
    fill(&out->language, language_tag(a, node_attribute(&tree->nodes[0], ATTRIBUTE_XML_LANG)));
    facts.order = date_order_of(out->language);
    read_told(a, config, tree, &facts, &ld);
    fill(&out->language, ld.language);
    fill(&out->language, facts.value[FACT_LANGUAGE]);
    fill(&out->site, facts.value[FACT_SITE]);
    fill(&out->site, ld.site);
    if (!out->title.n)
        out->title =
            title_choose(a, tree, facts.value[FACT_TITLE].n ? facts.value[FACT_TITLE] : ld.title, out->site);
    struct span told_date = ld.date.n ? ld.date : facts.value[FACT_DATE];
    struct shown_wanted wanted = {out->title, told_date, facts.order};
    struct shown shown = shown_read(a, tree, lines, body, &wanted);
    if (!shown.confirmed)
        fill(&out->date, shown.date);
    /* A published day that only search engines are told is no day that the page gives its readers. */
    if (!shown.confirmed && !facts.value[FACT_DATE].n)
        fill(&out->date, shown.updated);
    fill(&out->date, told_date);
    fill(&out->byline, told_byline(a, &facts, &ld, &shown, lines, out));
    if (span_is_nocase(facts.value[FACT_LABEL], "written by"))
        fill(&out->byline, labeled_byline(a, facts.value[FACT_LABELED], lines, out->site));
    for (uint32_t i = 0; i < tree->nnodes; i++)
        take_marked(a, tree, i, facts.order, out);
    fill(&out->byline, shown.byline);
    fill(&out->byline, shown.late_byline);
    fill(&out->date, first_time(a, tree, body, facts.order));
    fill(&out->date, ld.page_date);
    fill(&out->date, shown.updated);
    fill(&out->date, shown.late);
    fill(&out->date, date_of_address(a, out->url.n ? out->url : facts.value[FACT_ADDRESS]));
    repair(a, out);
}
