/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/reply.h"

enum { WORD_BYTES_MAX = 40, REPLIES_MIN = 2 };

static const double TEXT_BEFORE =
    300; /* bytes of prose: a page that begins with what can be answered is a forum's */
static const double BESIDE_AT_MOST = 0.1; /* of their prose, what stands around the comments in their box */

/* What the link or the button is called, in the languages of the player. */
static const char words[] =
    "reply|reply to this|antworten|répondre|responder|rispondi|beantwoorden|antwoorden|reageren|odpowiedz|"
    "Ответить|Відповісти|svara|svar|vastaa|yanıtla|cevapla|رد|הגב|जवाब दें|返信|返信する|回复|回覆|답글|답글 "
    "달기|"
    "odpovědět|válasz|trả lời|balas|răspunde|Απάντηση";

static bool offers_reply(struct span text)
{
    if (text.n > WORD_BYTES_MAX)
        return false;
    if (span_starts_nocase(text, "reply to "))
        return true;
    struct span rest = span_of(words), word;
    while (span_split(&rest, '|', &word))
        if (span_equal_nocase(text, word))
            return true;
    return false;
}

/* count[i]: how many offers there are in the nodes before i. */
struct offers {
    uint32_t all, first, last, *count;
};

static void note(struct offers *offers, uint32_t node)
{
    offers->count[node + 1]++;
    offers->first = offers->all == 0 || node < offers->first ? node : offers->first;
    offers->last = node > offers->last ? node : offers->last;
    offers->all++;
}

static struct offers find_offers(struct arena *a, const struct tree *tree, const struct lines *lines)
{
    struct offers offers = {.count = arena_alloc(a, (tree->nnodes + 1) * sizeof *offers.count)};
    for (size_t i = 0; i < lines->nlines; i++)
        if (offers_reply(lines->lines[i].text))
            note(&offers, lines->lines[i].node);
    for (size_t i = 0; i < lines->npassed; i++) {
        uint32_t node = lines->passed[i].node;
        if (tree->nodes[node].tag == TAG_BUTTON && offers_reply(tree_short_text(a, tree, node)))
            note(&offers, node);
    }
    for (uint32_t i = 0; i < tree->nnodes; i++)
        offers.count[i + 1] += offers.count[i];
    return offers;
}

/* Nodes [from, to). */
struct stretch {
    uint32_t from, to;
};

/* Of the children of 'box' those from the first with an offer to the last. Empty: most of them have none and
 * are something else, by their tag, than the first that has. */
static struct stretch find_comments(const struct tree *tree, const double *mass, const struct offers *offers,
                                    uint32_t box)
{
    struct stretch comments = {0, 0};
    uint32_t with = 0, without = 0;
    enum tag alike = TAG_OTHER;
    for (uint32_t i = box + 1; i <= offers->last; i = tree->nodes[i].end) {
        uint32_t end = tree->nodes[i].end;
        if (end <= offers->first)
            continue;
        bool offered = offers->count[end] > offers->count[i];
        comments.from = comments.to ? comments.from : i;
        alike = comments.to ? alike : tree->nodes[i].tag;
        comments.to = end;
        with += offered;
        without += !offered && tree->nodes[i].tag != alike && mass[end] > mass[i];
    }
    return with > without ? comments : (struct stretch){0, 0};
}

static bool holds_title(const struct tree *tree, struct stretch s)
{
    for (uint32_t i = s.from; i < s.to; i++)
        if (tree->nodes[i].tag == TAG_H1)
            return true;
    return false;
}

bool reply_mark(struct arena *a, const struct tree *tree, const double *mass, struct lines *lines)
{
    struct offers offers = find_offers(a, tree, lines);
    if (offers.all < REPLIES_MIN)
        return false;
    uint32_t box = offers.first;
    while (box != 0 && tree->nodes[box].end <= offers.last)
        box = tree->nodes[box].parent;
    struct stretch comments = find_comments(tree, mass, &offers, box);
    struct stretch whole = {box, tree->nodes[box].end};
    double beside = mass[whole.to] - mass[whole.from] - (mass[comments.to] - mass[comments.from]);
    if (comments.to && box != 0 && !holds_title(tree, whole) &&
        beside < BESIDE_AT_MOST * (mass[comments.to] - mass[comments.from]))
        comments = whole;
    if (mass[comments.from] < TEXT_BEFORE || holds_title(tree, comments))
        return false;
    for (size_t i = 0; i < lines->nlines; i++)
        if (lines->lines[i].node >= comments.from && lines->lines[i].node < comments.to)
            lines->lines[i].marks |= MARK_COMMENT;
    return true;
}
