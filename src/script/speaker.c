/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/speaker.h"

#include "script/program.h"

static const struct rule_index *index_rules(struct arena *a, const struct rule **rules, size_t count)
{
    struct rule_index *index = arena_alloc(a, sizeof *index);
    for (unsigned k = 0; k < RULE_GROUPS; k++) {
        size_t members = 0, n = 0;
        for (size_t r = 0; r < count; r++)
            members += rule_is_in(rules[r], k);
        index->of_group[k] = arena_alloc(a, (members + 1) * sizeof(*rules));
        for (size_t r = 0; r < count; r++)
            if (rule_is_in(rules[r], k))
                index->of_group[k][n++] = rules[r];
    }
    return index;
}

bool tongue_init(struct tongue *t, struct arena *a, const struct language *language, struct error *err)
{
    *t = (struct tongue){.language = language, .dictionary = dictionary_create()};
    for (size_t i = 0; i < language->ntables; i++)
        dictionary_add(t->dictionary, language->tables[i].entries, language->tables[i].count);
    const struct rule **rules = arena_alloc(a, (language->nrules + 1) * sizeof(*rules));
    for (size_t r = 0; r < language->nrules; r++) {
        rules[r] = rule_compile(a, &language->rules[r], err);
        if (!rules[r])
            return false;
    }
    t->rules = index_rules(a, rules, language->nrules);
    t->homographs = language->homographs ? homographs_compile(a, language->homographs, err) : NULL;
    return t->homographs || !language->homographs;
}

void tongue_finish(struct tongue *t)
{
    dictionary_destroy(t->dictionary);
}

static bool longest_record(const struct tongue *t, const struct scan *scan, size_t i, struct record *best)
{
    struct record record;
    best->to = i;
    for (const struct rule **rule = t->rules->of_group[rule_group_of(&scan->atoms.list[i])]; *rule; rule++)
        if ((!scan->program || program_obeys(*rule, &scan->atoms, i)) &&
            rule_match(*rule, scan, i, &record) && record.to > best->to)
            *best = record;
    return best->to > i;
}

/* The dot that an abbreviation took may be the sentence's as well. */
static void keep_final_dot(struct speaker *s, size_t to)
{
    if (!atom_is_mark(&s->scan->atoms, to - 1, '.'))
        return;
    for (size_t i = to; i < s->scan->atoms.n && i < to + 40; i++)
        if (atom_is_wordlike(&s->scan->atoms, i))
            return;
    wording_punctuate(s->out, '.');
}

static void begin(struct wording *out, const struct atoms *atoms, size_t from, size_t to, size_t base)
{
    struct span text = atoms_span(atoms, from, to);
    wording_begin(out, base + (size_t)(text.p - atoms->text.p), text.n);
}

static size_t say_record(struct speaker *s, const struct record *record, size_t base)
{
    const struct atoms *atoms = &s->scan->atoms;
    size_t end = possessive_end(atoms, record->to), words = s->out->n;
    begin(s->out, atoms, record->from, end, base);
    s->record = record;
    template_say(s, rule_template(record->rule));
    keep_final_dot(s, record->to);
    if (end > record->to && s->out->n > words)
        wording_extend_last(s->out, "'s");
    wording_because(s->out, rule_class(record->rule), rule_source(record->rule)->name);
    return end;
}

static bool is_authors(const struct tongue *t, const struct lexeme *lexeme)
{
    const struct lexicon *author = t->lexicons[LEXICON_AUTHOR];
    return author && lexeme >= author->list && lexeme < author->list + author->n;
}

/* Atoms [i, to) by their entry of a lexicon; the atom behind what was said. */
static size_t say_lexeme(struct speaker *s, const struct lexeme *lexeme, size_t i, size_t to, size_t base)
{
    size_t end = possessive_end(&s->scan->atoms, to);
    begin(s->out, &s->scan->atoms, i, end, base);
    lexeme_say(s, lexeme, end > to);
    keep_final_dot(s, to);
    wording_because(s->out, CLASS_WORD, is_authors(s->scan->tongue, lexeme) ? "author's lexicon" : "lexicon");
    return end;
}

/* A number as it is written, for languages whose numbers the engine reads: 3,5 and 1.000 and 12:30. */
static size_t written_number_end(const struct atoms *atoms, size_t i)
{
    size_t end = i;
    while (end < i + 12 && atoms->list[end].kind == ATOM_DIGITS) {
        end++;
        bool joined =
            atom_is_mark(atoms, end, '.') || atom_is_mark(atoms, end, ',') || atom_is_mark(atoms, end, ':');
        if (!joined || atoms->list[end + 1].kind != ATOM_DIGITS)
            break;
        end++;
    }
    return end;
}

/* Most of its words of more than one letter are all capitals, and there are enough to tell. */
static bool written_in_capitals(const struct atoms *atoms)
{
    size_t words = 0, capitals = 0;
    for (size_t i = 0; i < atoms->n; i++) {
        if (atoms->list[i].kind != ATOM_WORD || atoms->list[i].bytes < 2)
            continue;
        words++;
        capitals += atom_is_upper(atoms, i);
    }
    return capitals >= 3 && capitals * 3 >= words * 2;
}

/* What the post has defined for itself is not in the tables. */
static void forget_shadowed(struct scan *scan)
{
    for (size_t i = 0; scan->memory->nacronyms > 0 && i < scan->atoms.n; i++) {
        struct atom *atom = &scan->atoms.list[i];
        if (!atom->node || !code_is_upper(atom->code))
            continue;
        const struct acronym *known = memory_acronym(scan->memory, atoms_span(&scan->atoms, i, i + 1));
        if (known && known->shadows)
            atom->node = NULL;
    }
}

/* Where the words of an open parenthesis begin. */
struct parenthesis {
    size_t words;
    char after; /* behind the word before it */
    uint8_t breath;
};

static void open_parenthesis(const struct wording *out, struct parenthesis *p)
{
    p->words = out->n;
    p->after = out->n ? out->words[out->n - 1].after : 0;
    p->breath = out->n ? out->words[out->n - 1].breath : BREATH_NONE;
}

static struct span source_of(const struct said *word, struct span text)
{
    return span_slice(text, word->source_at, word->source_at + word->source_bytes);
}

/* "World War II (WWII)", "also known as (aka)": what is written otherwise and would be said a second time is
 * not said. */
static bool drop_repetition(struct wording *out, const struct parenthesis *p, struct span text)
{
    size_t count = out->n - p->words;
    if (out->n <= p->words || count > p->words)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!span_equal_nocase(wording_word(out, p->words + i), wording_word(out, p->words - count + i)))
            return false;
    if (span_equal_nocase(source_of(&out->words[p->words], text),
                          source_of(&out->words[p->words - count], text)))
        return false;
    wording_drop(out, p->words);
    out->words[out->n - 1].after = p->after;
    out->words[out->n - 1].breath = p->breath;
    return true;
}

/* Atom i, which no rule takes. */
static void say_plainly(struct speaker *s, size_t i, size_t base, size_t *next)
{
    const struct atoms *atoms = &s->scan->atoms;
    if (!s->scan->language->numbers && atoms->list[i].kind == ATOM_DIGITS) {
        *next = written_number_end(atoms, i);
        begin(s->out, atoms, i, *next, base);
        wording_add(s->out, atoms_span(atoms, i, *next));
        wording_because(s->out, CLASS_CARDINAL, "left to the voice");
        return;
    }
    size_t end = i + 1;
    while (atoms->list[i].kind == ATOM_WORD && atom_is_mark(atoms, end, '\'') && end < i + 4 &&
           end + 1 < atoms->n && atoms->list[end + 1].kind == ATOM_WORD)
        end += 2;
    begin(s->out, atoms, i, end, base);
    word_say(s, i, next);
}

static struct scan scan_of(const struct tongue *t, const struct memory *memory, struct atoms atoms)
{
    struct scan scan = {.tongue = t,
                        .language = t->language,
                        .dictionary = t->dictionary,
                        .memory = memory,
                        .emoji = t->emoji};
    scan.atoms = atoms;
    scan.senses = dictionary_mark(t->dictionary, &scan.atoms);
    scan.marks = marks_of(&scan.atoms);
    return scan;
}

/* All atoms of a scan; 'from': where they begin in the text. */
static void say_all(const struct tongue *t, struct scan *scan, struct span text, size_t from,
                    struct wording *out)
{
    struct speaker s = {.scan = scan, .out = out};
    struct parenthesis parenthesis = {.words = SIZE_MAX};
    struct record best;
    size_t next, first = out->n;
    for (size_t i = 0; i < scan->atoms.n; i = next) {
        next = i + 1;
        if (scan->atoms.list[i].kind == ATOM_SPACE)
            continue;
        if (atom_is_mark(&scan->atoms, i, '('))
            open_parenthesis(out, &parenthesis);
        else if (atom_is_mark(&scan->atoms, i, ')') && drop_repetition(out, &parenthesis, text)) {
            begin(out, &scan->atoms, i, next, from);
            wording_because(out, CLASS_PUNCTUATION, NULL);
            continue;
        }
        size_t lexeme_end = i;
        const struct lexeme *lexeme = lexeme_at(scan, i, scan->atoms.n, &lexeme_end);
        bool record = longest_record(t, scan, i, &best);
        if (lexeme && (!record || lexeme_end >= best.to)) {
            next = say_lexeme(&s, lexeme, i, lexeme_end, from);
        } else if (record) {
            next = say_record(&s, &best, from);
        } else {
            say_plainly(&s, i, from, &next);
        }
    }
    words_pronounce(t, out, first);
    if (t->homographs)
        homographs_say(t->homographs, out, first);
}

void sentence_say(const struct tongue *t, const struct memory *memory, struct span text, size_t from,
                  size_t to, struct wording *out)
{
    struct scan scan = scan_of(t, memory, atoms_of(out->arena, span_slice(text, from, to)));
    forget_shadowed(&scan);
    scan.capitals = written_in_capitals(&scan.atoms);
    say_all(t, &scan, text, from, out);
}

void code_say(const struct tongue *t, const struct memory *memory, struct span text, size_t from, size_t to,
              struct wording *out)
{
    struct atoms atoms = atoms_of(out->arena, span_slice(text, from, to));
    program_divide(out->arena, &atoms);
    struct scan scan = scan_of(t, memory, atoms);
    scan.program = t->language->numbers != NULL;
    say_all(t, &scan, text, from, out);
}
