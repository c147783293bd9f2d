/* SPDX-License-Identifier: GPL-3.0-or-later */
/* English: what does not end a sentence. Sorted by bytes: they are searched in halves. */
#include "script/en/english.h"

static const struct abbreviation abbreviations[] = {
#define INNER(text) {text, ABBREVIATION_INNER},
#define NUMBER(text) {text, ABBREVIATION_NUMBER},
#define OUTER(text) {text, ABBREVIATION_OUTER},
    /* clang-format off */
    INNER("adj") INNER("adm") OUTER("al") NUMBER("app") INNER("approx") NUMBER("apr") NUMBER("apt") NUMBER("art")
    OUTER("assn") INNER("asst") INNER("atty") NUMBER("aug") OUTER("ave") OUTER("b.a") INNER("bldg")
    OUTER("blvd") INNER("brig") OUTER("bros") NUMBER("c") INNER("ca") OUTER("calif") INNER("capt") INNER("cf")
    NUMBER("ch") NUMBER("chap") INNER("cmdr") OUTER("co") INNER("col") INNER("comdr") OUTER("conn")
    OUTER("corp") INNER("cpl") INNER("cpt") OUTER("ct") OUTER("d.c") NUMBER("dec") INNER("def")
    INNER("dept") INNER("det") OUTER("dist") INNER("dr") INNER("e.g") OUTER("e.u") NUMBER("ed")
    INNER("eg") INNER("ens") NUMBER("eq") NUMBER("eqs") INNER("esp") OUTER("esq") NUMBER("est") OUTER("etc")
    NUMBER("ex") INNER("excl") OUTER("ext") INNER("f.e") NUMBER("feb") NUMBER("fig") NUMBER("figs") INNER("fr")
    NUMBER("fri") INNER("ft") INNER("fwd") INNER("gen") INNER("gov") INNER("govt") INNER("hon")
    INNER("hr") INNER("hrh") OUTER("hrs") OUTER("hwy") INNER("i.e") OUTER("i.v") INNER("ie") OUTER("ill")
    OUTER("inc") INNER("incl") OUTER("ind") INNER("insp") OUTER("int") OUTER("intl") NUMBER("jan") OUTER("jr")
    NUMBER("jul") NUMBER("jun") OUTER("lb") OUTER("lbs") INNER("lt") INNER("ltcol") OUTER("ltd")
    OUTER("m.a") OUTER("m.d") INNER("maj") NUMBER("mar") OUTER("mass") NUMBER("max") OUTER("md") INNER("med")
    INNER("messrs") INNER("mfg") OUTER("min") OUTER("mins") OUTER("mo") NUMBER("mon") INNER("mr")
    INNER("mrs") INNER("ms") INNER("msgr") INNER("mt") OUTER("natl") NUMBER("no") NUMBER("nos")
    NUMBER("nov") NUMBER("nr") NUMBER("oct") OUTER("okla") NUMBER("op") OUTER("ore") OUTER("oz")
    NUMBER("p") OUTER("pa") NUMBER("par") NUMBER("para") OUTER("penn") NUMBER("pg") OUTER("ph.d")
    OUTER("pl") NUMBER("pp") INNER("pres") INNER("prof") NUMBER("pt") OUTER("rd") INNER("rep")
    INNER("repr") INNER("res") INNER("rev") INNER("rs") INNER("rt") NUMBER("sec") NUMBER("sect")
    INNER("sen") INNER("sens") NUMBER("sep") NUMBER("sept") INNER("sfc") INNER("sgt") OUTER("sq")
    OUTER("sr") OUTER("st") INNER("ste") INNER("supt") INNER("surg") NUMBER("tab") OUTER("tbsp")
    OUTER("tex") NUMBER("thu") NUMBER("thurs") OUTER("tsp") NUMBER("tue") NUMBER("tues") OUTER("u.k")
    OUTER("u.n") OUTER("u.s") OUTER("u.s.a") INNER("univ") INNER("v") OUTER("va") NUMBER("ver")
    INNER("viz") NUMBER("vol") NUMBER("vols") INNER("vs") OUTER("wash") NUMBER("wed") OUTER("wis")
    OUTER("yr") OUTER("yrs")
    /* clang-format on */
};

/* Words that begin a sentence behind an abbreviation that may end one; names are not among them. */
static const char *const starters[] = {
    /* clang-format off */
    "a", "about", "according", "after", "all", "almost", "although", "an", "and", "another", "any",
    "anyone", "anything", "are", "as", "at", "because", "before", "being", "between", "beyond", "billions",
    "both", "but", "by", "can", "could", "despite", "did", "do", "does", "dozens", "during", "each", "even",
    "every", "everyone", "everything", "few", "finally", "first", "five", "for", "four", "from", "further",
    "furthermore", "given", "had", "has", "have", "he", "hence", "her", "here", "his", "how", "however",
    "hundreds", "i", "if", "in", "instead", "is", "it", "its", "later", "let", "like", "many", "maybe",
    "meanwhile", "millions", "more", "moreover", "most", "much", "my", "nearly", "neither", "never",
    "nevertheless", "next", "no", "nobody", "none", "not", "nothing", "now", "of", "on", "once", "one",
    "only", "or", "other", "others", "our", "ours", "over", "people", "perhaps", "please", "plus", "rather",
    "say", "several", "she", "should", "since", "six", "so", "some", "someone", "sometimes", "soon",
    "still", "such", "ten", "thanks", "that", "the", "their", "then", "there", "therefore", "these", "they",
    "this", "those", "though", "thousands", "three", "through", "thus", "to", "today", "together", "two",
    "under", "unfortunately", "unless", "unlike", "until", "upon", "very", "was", "we", "were", "what",
    "whatever", "when", "where", "whether", "which", "while", "who", "whoever", "whose", "why", "will",
    "with", "within", "without", "would", "yes", "yesterday", "yet", "you", "your", NULL,
    /* clang-format on */
};

static const char *const zones[] = {"eastern", "central", "mountain", "pacific", "local", "greenwich", NULL};

const struct splitting english_splitting = {
    .abbreviations = abbreviations,
    .nabbreviations = COUNT_OF(abbreviations),
    .starters = starters,
    .zones = zones,
};
