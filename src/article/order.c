/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/order.h"

#include <stdlib.h>
#include <string.h>

#include "article/fold.h"

enum { PAUSE_DIGITS_MAX = 9, VOICE_BYTES_MAX = 64 };

/* Classes by which authors keep text from the players of others. */
static const char *const silencing_classes[] = {"trinity-skip-it", "rs_skip", "talker-mute"};

/* Class names are told apart by case. */
static bool has_class(struct span classes, const char *name)
{
    size_t n = strlen(name);
    if (!memmem(classes.p, classes.n, name, n))
        return false;
    for (struct span class; span_split(&classes, ' ', &class);)
        if (span_is(span_trim(class), name))
            return true;
    return false;
}

/* "700ms", "0.7s"; a bare number counts milliseconds. False if it is none of these. */
static bool read_pause(struct span text, uint32_t most_ms, uint32_t *pause_ms)
{
    char digits[PAUSE_DIGITS_MAX + 1] = "", *end;
    size_t n = 0;
    while (n < text.n && n < PAUSE_DIGITS_MAX && ((text.p[n] >= '0' && text.p[n] <= '9') || text.p[n] == '.'))
        n++;
    memcpy(digits, text.p, n);
    double value = strtod(digits, &end);
    struct span unit = span_trim(span_slice(text, n, text.n));
    bool seconds = span_is_nocase(unit, "s");
    if (n == 0 || *end || (unit.n && !seconds && !span_is_nocase(unit, "ms")))
        return false;
    value *= seconds ? 1000 : 1;
    *pause_ms = value < most_ms ? (uint32_t)value : most_ms;
    return true;
}

/* The value behind "name:", or false. */
static bool takes_value(struct span part, const char *name, struct span *value)
{
    size_t colon = span_find_byte(part, ':');
    *value = span_trim(span_slice(part, colon + 1, part.n));
    return colon < part.n && span_is_nocase(span_trim(span_slice(part, 0, colon)), name);
}

static struct span say_text(struct arena *a, const struct config *config, struct span value)
{
    size_t most = (size_t)config->say_max_bytes, n = value.n < most ? value.n : most;
    while (n > 0 && n < value.n && ((unsigned char)value.p[n] & 0xC0) == 0x80)
        n--;
    return fold_span(a, span_slice(value, 0, n));
}

/* One of the parts that semicolons divide; false if it is no order. */
static bool read_part(struct arena *a, const struct config *config, struct span part, struct order *order)
{
    struct span value;
    if (span_is_nocase(part, "skip")) {
        order->skip = true;
        order->reason = "marked 'skip'";
    } else if (span_is_nocase(part, "only")) {
        order->only = true;
    } else if (takes_value(part, "pause", &value)) {
        return read_pause(value, (uint32_t)config->pause_max_ms, &order->pause_ms);
    } else if (takes_value(part, "say", &value)) {
        order->says = true;
        order->say = say_text(a, config, value);
    } else if (takes_value(part, "voice", &value) && value.n <= VOICE_BYTES_MAX) {
        order->voice = fold_span(a, value);
    } else {
        return false;
    }
    return true;
}

/* What is no order behind "say:" belongs to what is said. */
static bool read_own(struct arena *a, const struct config *config, struct span value, struct order *order)
{
    bool any = false;
    const char *said = NULL;
    for (struct span part; span_split(&value, ';', &part);) {
        bool before = order->says;
        if (read_part(a, config, span_trim(part), order)) {
            any = true;
            said = order->says && !before ? memchr(part.p, ':', part.n) + 1 : NULL;
        } else if (said) {
            order->say = say_text(a, config, (struct span){said, (size_t)(part.p + part.n - said)});
        }
    }
    return any;
}

static bool silences(const struct attribute *attribute)
{
    bool found = false;
    switch (attribute->name) {
    case ATTRIBUTE_CLASS:
        for (size_t i = 0; i < COUNT_OF(silencing_classes) && !found; i++)
            found = has_class(attribute->value, silencing_classes[i]);
        return found;
    case ATTRIBUTE_BEYONDWORDS_SKIP:
    case ATTRIBUTE_BEYONDWORDS_IGNORE:
    case ATTRIBUTE_BEYONDWORDS_EXCLUDE:
    case ATTRIBUTE_BEYONDWORDS_PLAYER:
        return !span_is_nocase(attribute->value, "false");
    default:
        return false;
    }
}

/* Reads what the element bears; false if that is no order. */
static bool read_order(struct arena *a, const struct config *config, const struct node *node,
                       struct order *order)
{
    bool found = false;
    for (size_t i = 0; i < node->nattributes; i++) {
        const struct attribute *attribute = &node->attributes[i];
        if (attribute->name == ATTRIBUTE_DATA_LISTENPOST) {
            found |= read_own(a, config, attribute->value, order);
        } else if (silences(attribute)) {
            order->skip = found = true;
            order->reason = "marked to be skipped, for another player";
        }
    }
    return found;
}

struct orders orders_read(struct arena *a, const struct config *config, const struct tree *tree)
{
    struct orders orders = {0};
    size_t capacity = 0;
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        struct order order = {.node = i};
        if (!read_order(a, config, &tree->nodes[i], &order))
            continue;
        orders.list = arena_grow(a, orders.list, orders.n, &capacity, sizeof *orders.list);
        orders.list[orders.n++] = order;
        orders.only |= order.only;
    }
    return orders;
}

static int compare(const void *key, const void *element)
{
    uint32_t node = *(const uint32_t *)key, other = ((const struct order *)element)->node;
    return node < other ? -1 : node > other;
}

const struct order *orders_at(const struct orders *orders, uint32_t node)
{
    return orders->n ? bsearch(&node, orders->list, orders->n, sizeof *orders->list, compare) : NULL;
}

bool orders_opt_out(const struct tree *tree)
{
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->tag == TAG_META && span_is_nocase(node_attribute(node, ATTRIBUTE_NAME), "listenpost") &&
            span_is_nocase(span_trim(node_attribute(node, ATTRIBUTE_CONTENT)), "off"))
            return true;
    }
    return false;
}

void orders_judge(const struct orders *orders, struct span title, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines && orders->only; i++) {
        struct line *line = &lines->lines[i];
        if (!line->only)
            line_drop(line, "not marked 'only'");
        else if (line->kind == BLOCK_HEADING && span_equal_nocase(line->text, title))
            line_drop(line, "title");
        else
            line_keep(line, "marked 'only'");
    }
}
