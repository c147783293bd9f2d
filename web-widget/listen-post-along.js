// SPDX-License-Identifier: GPL-3.0-or-later
// Shows on the page what is being spoken, and lets the reader say where to go on. Nothing of the article is changed: its
// words are coloured by the browser (CSS Custom Highlight API) or, where that is missing, its paragraph is framed.
import locate from './listen-post-place.js';

const glow = new CSSStyleSheet();
glow.replaceSync(`
::highlight(listen-post-sentence) { background-color: var(--listen-post-sentence, rgb(255 205 60 / .28)) }
::highlight(listen-post-word) { background-color: var(--listen-post-word, #ffd54a); color: var(--listen-post-word-text, #1c1a12) }
@media (forced-colors: active) {
  ::highlight(listen-post-sentence) { background-color: transparent; text-decoration: underline }
  ::highlight(listen-post-word) { background-color: Highlight; color: HighlightText }
}`);

const looks = new CSSStyleSheet();
looks.replaceSync(`
:host { all: initial !important; position: absolute !important; inset: 0 auto auto 0 !important; z-index: 2147483646 !important }
button { position: absolute; min-height: 44px; padding: 0 16px; border: 1px solid GrayText; border-radius: 22px; color: CanvasText;
  background: Canvas; box-shadow: 0 2px 10px rgb(0 0 0 / .25); font: 600 14px/1.2 system-ui, sans-serif; white-space: nowrap; cursor: pointer }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
.follow { position: fixed; inset-block-end: 24px; left: 50%; translate: -50% }
.frame { position: absolute; border-radius: 4px; outline: 2px solid Highlight; outline-offset: 4px; pointer-events: none }
[hidden] { display: none }
@media print { :host { display: none !important } }`);

const active = 'a, button, input, select, textarea, label, summary, video, audio, [contenteditable], [role=button], [tabindex]';
const scrolling = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '];
const double_ms = 250; // a second click within it selects a word
const moving_ms = 1200; // a smooth scroll of our own takes no longer

// Where in the page's text a pointer is.
function caret({ clientX: x, clientY: y }) {
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(x, y);
    return at && [at.offsetNode, at.offset];
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range && [range.startContainer, range.startOffset];
}

// What scrolls 'node'.
function scroller(node) {
  for (let e = node.parentElement; e; e = e.parentElement)
    if (e.scrollHeight > e.clientHeight && /auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
  return document.scrollingElement;
}

class Along {
  #player;
  #article;
  #marks;
  #map = null;
  #mapped = 0; // ms: when
  #word = new (globalThis.Highlight ?? Set)();
  #sentence = new (globalThis.Highlight ?? Set)();
  #said = null; // the last word's event
  #following = true;
  #moved = 0; // ms: until when a scroll is our own
  #click = 0;
  #goal = null; // what the button would play from: [block, character]
  #focused = null;
  #ear = new AbortController();
  #ui = {};

  constructor(player, article, marks, word) {
    this.#player = player;
    this.#article = article;
    this.#marks = marks;
    this.#build(word);
    this.#listen();
    document.adoptedStyleSheets.push(glow);
  }

  end() {
    this.#ear.abort();
    clearTimeout(this.#click);
    this.#ui.host.remove();
    this.#dark();
    const at = document.adoptedStyleSheets.lastIndexOf(glow);
    if (at >= 0) document.adoptedStyleSheets.splice(at, 1);
  }

  #build(word) {
    const host = document.createElement('div'), root = host.attachShadow({ mode: 'open' });
    host.lang = this.#player.closest('[lang]')?.lang ?? '';
    root.adoptedStyleSheets = [looks];
    this.#ui = { host };
    for (const [name, tag] of [['frame', 'div'], ['here', 'button'], ['follow', 'button']]) {
      const made = (this.#ui[name] = document.createElement(tag));
      made.className = name;
      made.hidden = true;
      root.append(made);
    }
    this.#ui.here.textContent = word('here');
    this.#ui.follow.textContent = word('follow');
    document.documentElement.append(host);
  }

  #listen() {
    const { signal } = this.#ear, { here, follow } = this.#ui;
    const on = (target, types, act, capture) =>
      types.split(' ').forEach((type) => target.addEventListener(type, act, { signal, passive: capture, capture }));
    on(this.#player, 'listenpost:word', ({ detail }) => this.#say(detail));
    on(this.#player, 'listenpost:ended', () => this.#dark());
    on(this.#article, 'click', (event) => this.#clicked(event));
    on(this.#article, 'focusin', ({ target }) => this.#focus(target));
    on(this.#article, 'focusout', () => this.#unfocus());
    on(this.#article, 'keydown', (event) => this.#tab(event));
    on(document, 'selectionchange', () => this.#select());
    on(document, 'wheel touchmove', () => this.#leave(), true);
    on(document, 'keydown', ({ key, target }) => { if (scrolling.includes(key) && !this.#player.contains(target)) this.#leave(); }, true);
    on(document, 'scroll', () => { if (Date.now() > this.#moved) this.#leave(); this.#place(); }, true);
    on(document, 'scrollend', () => { this.#moved = 0; }, true);
    on(globalThis, 'resize', () => this.#place());
    on(here, 'pointerdown', (event) => event.preventDefault()); // keeps what is selected
    on(here, 'click', () => this.#from(...this.#goal));
    on(here, 'keydown', (event) => this.#tabBack(event));
    on(here, 'blur', () => this.#offer(null));
    on(follow, 'click', () => this.#return());
  }

  // Where the article's text stands. It is read when it is needed, and again when the page has changed.
  #places(again) {
    if (!this.#map || (again && Date.now() > this.#mapped + 1000)) {
      this.#mapped = Date.now();
      this.#map = locate(this.#article, [this.#marks.title.text, ...this.#marks.blocks.map(({ text }) => text)]);
    }
    return this.#map;
  }

  #range(block, from, to) {
    const range = this.#places().range(block + 1, from, to);
    return range === undefined ? this.#places(true).range(block + 1, from, to) : range;
  }

  // What is seen.

  #say(said) {
    const { block, from, to, sentence } = (this.#said = said);
    const word = this.#range(block, from, to), whole = sentence && this.#range(block, ...sentence);
    this.#light('word', this.#word, word);
    this.#light('sentence', this.#sentence, whole);
    this.#place();
    if (word && this.#following && !this.#player.paused) this.#show(word);
  }

  #light(name, highlight, range) {
    highlight.clear();
    if (range) highlight.add(range);
    if (name === 'word') highlight.priority = 1;
    CSS.highlights?.set('listen-post-' + name, highlight);
  }

  #dark() {
    this.#said = null;
    for (const [name, highlight] of [['word', this.#word], ['sentence', this.#sentence]]) {
      highlight.clear();
      if (CSS.highlights?.get('listen-post-' + name) === highlight) CSS.highlights.delete('listen-post-' + name);
    }
    this.#place();
    this.#ui.follow.hidden = true;
  }

  // The frame, where the browser cannot colour words.
  #place() {
    const { frame } = this.#ui, { block, text } = this.#said ?? {};
    const range = !CSS.highlights && this.#said && this.#range(block, 0, text.length);
    frame.hidden = !range;
    if (range) this.#move(frame, range.getBoundingClientRect());
  }

  #move(element, { left, top, width, height }) {
    const origin = this.#ui.host.getBoundingClientRect();
    const box = { left: left - origin.left, top: top - origin.top, ...(width && { width, height }) };
    for (const side in box) element.style[side] = box[side] + 'px';
  }

  // The reader's eye is led where the voice is, until the reader looks elsewhere.

  #show(range) {
    const box = range.getBoundingClientRect(), view = scroller(range.startContainer);
    const frame = view === document.scrollingElement ? { top: 0, height: innerHeight } : view.getBoundingClientRect();
    const top = box.top - frame.top;
    if (this.#player.getAttribute('scroll') === 'off' || (top > 0.1 * frame.height && top + box.height < 0.8 * frame.height)) return;
    this.#moved = Date.now() + moving_ms;
    view.scrollBy({ top: top - 0.3 * frame.height, behavior: matchMedia('(prefers-reduced-motion)').matches ? 'instant' : 'smooth' });
  }

  #leave() {
    if (!this.#said || !this.#following || this.#player.paused) return;
    this.#following = false;
    this.#ui.follow.hidden = false;
  }

  #return() {
    this.#following = true;
    this.#ui.follow.hidden = true;
    const { block, from, to } = this.#said ?? {}, range = this.#said && this.#range(block, from, to);
    if (range) this.#show(range);
  }

  // Where the reader wants to go on.

  #from(block, at, mark = this.#mark(this.#marks.words, block, at)) {
    this.#offer(null);
    if (!mark) return;
    this.#return();
    this.#player.seek(mark[0] / 1000);
    this.#player.play();
  }

  // The mark of character 'at' of a block.
  #mark(marks, block, at) {
    const own = marks.filter((mark) => mark[1] === block);
    return own.findLast(([, , from]) => from <= at) ?? own[0];
  }

  #spot(node, offset) {
    const spot = this.#places().spot(node, offset);
    return spot && [spot[0] - 1, spot[1]];
  }

  #clicked(event) {
    clearTimeout(this.#click);
    const heard = ['playing', 'paused', 'waiting', 'loading'].includes(this.#player.state);
    if (!heard || event.defaultPrevented || event.detail !== 1 || event.target.closest(active)) return;
    const spot = getSelection().isCollapsed && caret(event), at = spot && this.#spot(...spot);
    if (!at) return;
    this.#click = setTimeout(() => {
      if (getSelection().isCollapsed) this.#from(...at, this.#mark(this.#marks.sentences, ...at));
    }, double_ms);
  }

  // Offers to play from 'goal', beside 'box'.
  #offer(goal, box) {
    const { here } = this.#ui;
    this.#goal = goal;
    here.hidden = !goal;
    if (!goal) return;
    const { width } = here.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    this.#move(here, { left, top: box.bottom + 8 });
  }

  #select() {
    const selection = getSelection(), range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
    if (!range || !this.#article.contains(range.commonAncestorContainer)) {
      if (!this.#focused) this.#offer(null);
      return;
    }
    const { startContainer: node, startOffset: offset } = range, text = node.nodeType === Node.TEXT_NODE;
    const spot = this.#spot(...(text ? [node, offset] : [this.#textIn(node.childNodes[offset] ?? node), 0]));
    this.#offer(spot, range.getBoundingClientRect());
  }

  #textIn(node) {
    return document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode() ?? node;
  }

  // By keyboard: what has the focus is followed by a button to play from its paragraph.

  #focus(target) {
    const spot = this.#spot(this.#textIn(target), 0);
    this.#focused = spot && target;
    this.#offer(spot && [spot[0], 0], target.getBoundingClientRect());
  }

  #unfocus() {
    setTimeout(() => {
      if (this.#ui.host.shadowRoot.activeElement) return;
      if (!this.#article.contains(document.activeElement)) this.#focused = null;
      if (!this.#focused) this.#offer(null);
    });
  }

  #tab(event) {
    if (event.key !== 'Tab' || event.shiftKey || event.target !== this.#focused || this.#ui.here.hidden) return;
    event.preventDefault();
    this.#ui.here.focus();
  }

  // From the button the tab order goes on where it was left.
  #tabBack(event) {
    if (event.key !== 'Tab' || !this.#focused) return;
    const from = this.#focused;
    this.#focused = null;
    if (event.shiftKey) event.preventDefault();
    from.focus({ preventScroll: true });
    this.#offer(null);
  }
}

// See README.md, "Read-along".
export default function follow(player, article, marks, word) {
  const along = new Along(player, article, marks, word);
  return () => along.end();
}
