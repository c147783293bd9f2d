// SPDX-License-Identifier: GPL-3.0-or-later
// Shows on the page what is being spoken. Nothing of the article is changed: its words are coloured by the browser (CSS
// Custom Highlight API) or, where that is missing, its paragraph is framed from outside.
import locate from './listen-post-place.js';

const glow = new CSSStyleSheet(), looks = new CSSStyleSheet();
glow.replaceSync(`
::highlight(listen-post-sentence) { background-color: var(--listen-post-sentence, rgb(255 205 60 / .28)) }
::highlight(listen-post-word) { background-color: var(--listen-post-word, #ffd54a); color: var(--listen-post-ink, #1c1a12) }
@media (forced-colors: active) {
  ::highlight(listen-post-sentence) { background-color: transparent; text-decoration: underline }
  ::highlight(listen-post-word) { background-color: Highlight; color: HighlightText }
}`);
looks.replaceSync(`
:host { all: initial; position: absolute; inset: 0 auto auto 0; z-index: 2147483646 }
button { position: absolute; min-height: 44px; padding: 0 16px; border: 1px solid GrayText; border-radius: 22px; color: CanvasText;
  background: Canvas; box-shadow: 0 2px 10px rgb(0 0 0 / .25); font: 600 14px/1.2 system-ui, sans-serif; white-space: nowrap; cursor: pointer }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
.follow { position: fixed; bottom: 24px; left: 50%; translate: -50% }
.frame { position: absolute; border-radius: 4px; outline: 2px solid Highlight; outline-offset: 4px; pointer-events: none }
[hidden] { display: none }
@media print { :host { display: none } }`);

// What lights on the page, and what stands over it.
class Along {
  #map;
  #mapped = 0; // ms: when
  #lights = {};
  #said; // the last word's event
  #host = document.createElement('div');

  constructor(player, article, marks, signal) {
    Object.assign(this, { player, article, marks, signal });
    const root = this.#host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [looks];
    this.frame = this.add('div', 'frame');
    this.#host.lang = player.closest('[lang]')?.lang ?? '';
    document.documentElement.append(this.#host);
    document.adoptedStyleSheets.push(glow);
    this.#listen();
  }

  #listen() {
    const { player } = this;
    this.on(player, 'listenpost:word', ({ detail }) => this.#say(detail));
    this.on(player, 'listenpost:ended', () => this.#dark());
    this.on(globalThis, 'resize', () => this.#fit());
    this.signal.addEventListener('abort', () => {
      this.#host.remove();
      this.#dark();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== glow);
    });
  }

  on(target, types, act) {
    for (const type of types.split(' ')) target.addEventListener(type, act, { signal: this.signal, passive: true, capture: true });
  }

  // A hidden element over the page.
  add(tag, name, text = '') {
    const made = document.createElement(tag);
    Object.assign(made, { className: name, hidden: true, textContent: text });
    this.#host.shadowRoot.append(made);
    return made;
  }

  move(element, box) {
    const { left, top } = this.#host.getBoundingClientRect();
    Object.assign(element.style, { left: box.left - left + 'px', top: box.top - top + 'px' });
  }

  // Where the article's text stands: read when it is needed, and again when the page has changed.
  places(again) {
    if (!this.#map || (again && Date.now() > this.#mapped + 1000)) {
      this.#mapped = Date.now();
      this.#map = locate(this.article, [this.marks.title, ...this.marks.blocks].map(({ text }) => text));
    }
    return this.#map;
  }

  // Where the characters from..to of a block are in the page; -1: of the title.
  range(block, from, to) {
    const range = this.places().range(block + 1, from, to);
    return range === undefined ? this.places(true).range(block + 1, from, to) : range;
  }

  #say(said) {
    const { block, from, to, sentence } = (this.#said = said);
    this.#light('sentence', sentence && this.range(block, ...sentence));
    this.#light('word', this.range(block, from, to));
    this.#fit();
  }

  #light(name, range) {
    if (!CSS.highlights) return;
    const light = (this.#lights['listen-post-' + name] ??= new Highlight());
    light.clear();
    light.priority = name.length < 5 ? 1 : 0; // the word lies over its sentence
    if (range) light.add(range);
    CSS.highlights.set('listen-post-' + name, light);
  }

  #dark() {
    this.#said = null;
    for (const name in this.#lights)
      if (CSS.highlights.get(name) === this.#lights[name]) CSS.highlights.delete(name);
    this.frame.hidden = true;
  }

  // The frame, where the browser cannot colour words.
  #fit() {
    const range = !CSS.highlights && this.#said && this.range(this.#said.block, 0, Infinity);
    this.frame.hidden = !range;
    if (!range) return;
    const box = range.getBoundingClientRect();
    Object.assign(this.frame.style, { width: box.width + 'px', height: box.height + 'px' });
    this.move(this.frame, box);
  }
}

// See README.md, "Read-along".
export default function follow(player, article, marks, word) {
  const end = new AbortController(), along = new Along(player, article, marks, end.signal);
  import('./listen-post-reader.js').then(({ default: attend }) => end.signal.aborted || attend(along, word), () => {});
  return () => end.abort();
}
