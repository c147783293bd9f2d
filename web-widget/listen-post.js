// SPDX-License-Identifier: GPL-3.0-or-later
// <listen-post><a href="https://host/v1/audio?url=...">Listen to this post</a></listen-post>
// A link without this module, a player with it.

// What the player says, in the order of 'names'; "#" is filled in. Other languages come from listen-post-labels.js.
const names = ('listen play pause retry back forward seek speed loading making error of offline more previous next chapters volume ' +
  'download share copied close here follow').split(' ');
export const labels = {
  __proto__: null,
  en: 'Listen|Play|Pause|Try again|Back #|Forward #|Position|Speed|Loading…|Still being made|The audio cannot be played.|# of #|Offline|More|' +
    'Previous paragraph|Next paragraph|Chapters|Volume|Download|Share|Link copied|Close|Listen from here|Back to the spoken text',
};

const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2];
const skip_s = 15;
const ask_again_ms = 2000; // how long audio being made takes is asked while it plays
const speedKey = 'listen-post:rate';

// The symbols are holes in the disc: legible on any colour.
const disc = 'M24 0a24 24 0 1 0 0 48 24 24 0 1 0 0-48Z';
const icons = {
  play: disc + 'M19 14.6v18.8q0 1.6 1.4.8l14.8-9.4q1.2-.8 0-1.6l-14.8-9.4q-1.4-.8-1.4.8Z',
  pause: disc + 'M17 15v18q0 1 1 1h3q1 0 1-1V15q0-1-1-1h-3q-1 0-1 1ZM26 15v18q0 1 1 1h3q1 0 1-1V15q0-1-1-1h-3q-1 0-1 1Z',
  retry: disc + 'M24 14V9.5L31.5 16 24 22.5V18a7 7 0 1 0 7 7h4a11 11 0 1 1-11-11Z',
};
const turn = 'M6 7A8.5 8.5 0 1 1 3.5 13M6 2.5V7h4.5';

// All colours come from the page's text, so light pages and dark ones are suited.
const css = `
:host { display: block }
.box { container: box / inline-size }
:host([hidden]) { display: none }
* { box-sizing: border-box }
.player { --accent: var(--listen-post-accent, currentColor);
  --track: var(--listen-post-track, color-mix(in srgb, currentColor 20%, transparent));
  display: grid; position: relative; min-height: 76px; padding: 13px 14px; align-items: center;
  grid: "play text back forward speed more" auto "play time back forward speed more" auto / auto minmax(0, 1fr);
  color: inherit; background: var(--listen-post-surface, color-mix(in srgb, currentColor 4%, transparent));
  border: 1px solid var(--listen-post-line, color-mix(in srgb, currentColor 16%, transparent)); border-radius: var(--listen-post-radius, 14px);
  font-size: .9375rem; font-weight: 400; line-height: 1.35; font-variant-numeric: tabular-nums; letter-spacing: normal; text-align: start; text-transform: none }
button, select { appearance: none; margin: 0; padding: 0; border: 0; border-radius: 22px; min-width: 44px; height: 44px;
  color: inherit; background: none; font: inherit; cursor: pointer; touch-action: manipulation }
button { display: grid; place-items: center }
svg { width: 28px; height: 28px; fill: currentColor; pointer-events: none; overflow: visible }
.turn { fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round }
:is(button, select):not(.play):hover { background-color: color-mix(in srgb, currentColor 15%, transparent) }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px }
.play { grid-area: play; position: relative; width: 48px; height: 48px; border-radius: 50%; margin-inline-end: 12px }
.play svg { width: 100%; height: 100%; fill: var(--accent); transition: transform .15s }
.play:hover svg { transform: scale(1.05) }
.play::before { position: absolute; inset: -5px; border-radius: 50%; border: 2px solid var(--track); border-top-color: var(--accent) }
:host(:is([state=loading], [state=waiting])) .play::before { content: ""; animation: turn 1s linear infinite }
.text { grid-area: text; display: flex; gap: 0 10px; margin-inline-end: 10px; align-items: baseline; justify-content: space-between; min-width: 0 }
.label, .status { unicode-bidi: plaintext }
.label { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; font-weight: 600 }
.status { flex: none; max-width: 100% }
.status, .elapsed, .remaining { font-size: .8125rem; opacity: .75 }
.time { grid-area: time; display: flex; gap: 10px; margin-inline-end: 10px; align-items: center; direction: ltr; height: 26px }
.back { grid-area: back }
.forward { grid-area: forward }
:host(:dir(rtl)) .back { grid-area: forward }
:host(:dir(rtl)) .forward { grid-area: back }
.speed { grid-area: speed; width: 60px; margin-inline-start: 4px; padding: 8px 0; direction: ltr; text-align: center; text-align-last: center; background: color-mix(in srgb, currentColor 8%, transparent) content-box; font-size: .875rem; font-weight: 600 }
option { color: CanvasText; background: Canvas }
.rail { display: flex; flex: 1; position: relative; min-width: 0 }
input { appearance: none; flex: 1; min-width: 0; height: 44px; margin: 0; color: inherit; background: none; cursor: pointer; touch-action: pan-y;
  --bar: linear-gradient(to right, var(--accent) var(--at, 0%), var(--track) 0) }
input::-webkit-slider-runnable-track { height: 4px; border-radius: 2px; background: var(--bar) }
input::-moz-range-track { height: 4px; border-radius: 2px; background: var(--bar) }
input::-webkit-slider-thumb { appearance: none; width: 14px; height: 14px; margin-top: -5px; border-radius: 50%; background: var(--thumb, var(--accent)) }
input::-moz-range-thumb { width: 14px; height: 14px; border: 0; border-radius: 50%; background: var(--thumb, var(--accent)) }
input:focus-visible { outline: 0 }
input:focus-visible::-webkit-slider-thumb { outline: 2px solid currentColor; outline-offset: 3px }
input:focus-visible::-moz-range-thumb { outline: 2px solid currentColor; outline-offset: 3px }
:host([live]) input { --thumb: transparent; --bar: repeating-linear-gradient(to right, var(--accent) 0 8px, var(--track) 8px 16px); opacity: .6 }
:host(:is([state=idle], [state=error])) :is(.time, .back, .forward, .speed, .more), :host([state=error]) .label { display: none }
:host(:is([state=idle], [state=error])) .text { grid-row: 1 / 3; display: grid; justify-items: start }
:host([state=idle]) .play { position: static }
:host([state=idle]) .play::after { content: ""; position: absolute; inset: 0 }
:host([state=error]) .status { font-size: inherit; font-weight: 600; opacity: 1 }
@container box (max-width: 479px) {
  .player { grid: "play text text speed more" 44px "back time time time forward" 44px / auto minmax(0, 1fr); min-height: 106px; padding: 8px 10px }
  .text { display: grid }
  .time { margin: 0 -4px; gap: 6px }
  .play { width: 44px; height: 44px; margin-inline: 2px 10px }
  .back { justify-self: left }
  .forward { justify-self: right }
}
.player:is(.mini, .button) { grid: "play text time speed more" auto / auto; min-height: 56px; padding: 3px 7px; border-radius: var(--listen-post-radius, 28px) }
.mini.mini { grid-template-columns: auto minmax(0, 1fr) }
:is(.mini, .button) :is(.back, .forward), .button :is(.rail, .speed, .elapsed) { display: none }
:is(.mini, .button) :is(.play, .speed) { margin-inline: 0 6px }
:is(.mini, .button) .time { margin-inline: 0 6px; gap: 10px }
:host(:not([state=idle], [state=error])) :is(.mini .text, .button .status) { position: absolute; width: 1px; height: 1px; clip-path: inset(50%); overflow: hidden }
:host(:not([state=idle], [state=error])) .mini .time { grid-column: 2 / 4 }
:host([layout=button]) { display: inline-block; max-width: 100% }
:host([layout=button]) .box { container-type: normal }
@container box (max-width: 399px) {
  .mini :is(.speed, .elapsed) { display: none }
}
@media print { :host { display: none } }
@media (prefers-reduced-motion) {
  * { animation: none !important; transition: none !important }
  .play::before { border-style: dashed }
}
@media (forced-colors: active) {
  .player { --accent: Highlight; --track: ButtonBorder }
  input { forced-color-adjust: none }
}
@keyframes turn { to { rotate: 1turn } }
`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

const svg = 'http://www.w3.org/2000/svg';
function element(name, attributes, ...children) {
  const made = /^(svg|path|text)$/.test(name) ? document.createElementNS(svg, name) : document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  made.append(...children);
  return made;
}

function part(name, tag, attributes, ...children) {
  return element(tag, { part: name, class: name, ...attributes }, ...children);
}

function skipIcon(mirrored) {
  const arrow = element('path', { d: turn, class: 'turn', ...(mirrored && { transform: 'matrix(-1 0 0 1 24 0)' }) });
  const number = element('text', { x: 12, y: 15.7, 'font-size': 7.5, 'font-weight': 700, 'text-anchor': 'middle' }, String(skip_s));
  return element('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, arrow, number);
}

// Only what changes is written: a live region speaks whatever is.
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function split(seconds) {
  return { hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: Math.floor(seconds) % 60 };
}

function clock(seconds) {
  const { hour, minute, second } = split(seconds), two = (n) => String(n).padStart(2, '0');
  return (hour ? hour + ':' + two(minute) : minute) + ':' + two(second);
}

function storedSpeed() {
  try {
    const rate = Number(localStorage.getItem(speedKey));
    return speeds.includes(rate) ? rate : 1;
  } catch {
    return 1; // storage is refused here
  }
}

export class ListenPost extends HTMLElement {
  static {
    for (const name of ['src', 'marks', 'for', 'layout', 'resume', 'playlist', 'cover', 'beacon', 'labels'])
      Object.defineProperty(this.prototype, name, {
        get() { return this.getAttribute(name) ?? ''; },
        set(value) { this.setAttribute(name, value); },
        enumerable: true,
      });
  }

  static observedAttributes = ['src', 'duration', 'lang', 'labels', 'layout'];
  static #current = null; // the one that plays
  static #rate = storedSpeed(); // shared by all players of the page

  #state = 'idle';
  #audio = null;
  #ear = null; // AbortController of #audio's listeners
  #loaded = ''; // the link #audio was made for
  #manifest = null;
  #answer = null; // promise: the manifest has been asked for
  #asking = null; // AbortController of the manifest's request
  #at = 0; // s: where to begin
  #asked = 0; // ms: when
  #internals = this.attachInternals?.();
  #more = null; // AbortController of what listen-post-more.js adds
  #kit = {}; // what it and this tell each other
  #quarter = 0;
  #dragging = false;
  #saying = 0;
  #ui = {};

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    const ui = this.#ui;
    ui.icon = element('path', { 'fill-rule': 'evenodd' });
    ui.play = part('play', 'button', { type: 'button', 'aria-keyshortcuts': 'k' },
      element('svg', { viewBox: '0 0 48 48', 'aria-hidden': 'true' }, ui.icon));
    ui.label = part('label', 'span');
    ui.status = part('status', 'span', { role: 'status' });
    ui.elapsed = part('elapsed', 'span', { 'aria-hidden': 'true' });
    ui.seek = part('seek', 'input', { type: 'range', min: 0, step: 'any', value: 0 });
    ui.remaining = part('remaining', 'span', { 'aria-hidden': 'true' });
    ui.back = part('back', 'button', { type: 'button', 'aria-keyshortcuts': 'j' }, skipIcon(false));
    ui.forward = part('forward', 'button', { type: 'button', 'aria-keyshortcuts': 'l' }, skipIcon(true));
    ui.speed = part('speed', 'select', { 'aria-keyshortcuts': '< >' }, ...speeds.map((value) => element('option', { value })));
    ui.player = part('player', 'div', { role: 'group' }, ui.play, element('div', { class: 'text' }, ui.label, ui.status),
      element('div', { class: 'time' }, ui.elapsed, element('div', { class: 'rail' }, ui.seek), ui.remaining), ui.back, ui.forward, ui.speed);
    // The slot is never shown; it tells when the link arrives or changes.
    const slot = element('slot', { hidden: '' });
    root.append(element('div', { class: 'box' }, ui.player), slot);
    slot.addEventListener('slotchange', () => this.#relink());
    this.#listen();
  }

  get sticky() { return this.hasAttribute('sticky'); }
  set sticky(on) { this.toggleAttribute('sticky', on); }
  get state() { return this.#state; }
  get paused() { return !this.#audio || this.#audio.paused; }
  get rate() { return ListenPost.#rate; }
  set rate(rate) { this.#setRate(Number(rate)); }
  get currentTime() { return this.#audio?.readyState ? this.#audio.currentTime : this.#at; }
  set currentTime(seconds) { this.seek(seconds); }
  // Seconds; NaN: not known (yet).
  get duration() {
    const known = [this.#audio?.duration, this.#manifest?.duration_ms / 1000, Number(this.getAttribute('duration'))];
    return known.find((seconds) => seconds > 0 && seconds < Infinity) ?? NaN;
  }
  set duration(seconds) { this.setAttribute('duration', seconds); }

  async play() {
    this.#intend();
    if (!this.#audio || this.#audio.error) this.#load();
    try {
      await this.#audio.play();
    } catch (error) {
      if (error.name === 'NotAllowedError') this.#set('paused'); // the rest is told by the audio's own events
    }
  }

  pause() {
    if (!this.paused && this.#state !== 'error') this.#audio.pause();
  }

  seek(seconds) {
    const from = this.currentTime;
    const to = Math.max(0, Math.min(seconds, this.duration || Infinity));
    this.#at = to;
    if (this.#audio?.readyState) this.#audio.currentTime = to;
    this.#emit('seek', { from, to });
    this.#describe();
  }

  connectedCallback() {
    this.#set(this.#state);
    this.#relabel();
  }

  disconnectedCallback() {
    // A move goes on playing.
    queueMicrotask(() => this.isConnected || this.#unload());
  }

  connectedMoveCallback() {}

  attributeChangedCallback(name) {
    if (name === 'src') this.#unload();
    if (this.isConnected) this.#relabel();
  }

  #relink() {
    if (this.#audio && this.#loaded !== this.#href()) this.#unload();
    this.#relabel();
  }

  #href() {
    return this.querySelector('a[href]')?.href ?? '';
  }

  // The link's /v1/audio?url=X becomes /v1/posts?url=X.
  #manifestUrl() {
    const href = this.#href(), url = href.replace('/v1/audio?', '/v1/posts?');
    return this.src || url === href ? null : url;
  }

  // The reader is about to press: the server has read the post by then.
  #intend() {
    this.#render();
    if (!this.#asking && this.#state === 'idle') this.#answer = this.#ask();
    if (!this.#more) this.#extend();
  }

  async #ask() {
    const url = this.#manifestUrl();
    if (!url) return;
    this.#asked = Date.now();
    this.#asking = new AbortController();
    try {
      const answer = await fetch(url, { credentials: 'omit', signal: this.#asking.signal });
      if (!answer.ok) return;
      const manifest = await answer.json();
      for (const name of ['audio', 'marks']) manifest[name] &&= new URL(manifest[name], url).href;
      this.#manifest = manifest;
      this.#relabel();
    } catch {
      // Play tells.
    }
  }

  #load() {
    const src = this.src || (this.#state !== 'error' && this.#manifest?.audio) || this.#href();
    this.#release();
    const audio = (this.#audio = new Audio());
    this.#ear = new AbortController();
    for (const type in this.#hears) audio.addEventListener(type, () => this.#hear(type, audio), { signal: this.#ear.signal });
    audio.src = src;
    audio.defaultPlaybackRate = audio.playbackRate = ListenPost.#rate;
    this.#loaded = this.#href();
  }

  // The connection is closed, too.
  #release() {
    this.#ear?.abort();
    this.#audio?.pause();
    this.#audio?.removeAttribute('src');
    this.#audio?.load();
    this.#audio = null;
    this.#dragging = false;
  }

  #unload() {
    if (ListenPost.#current === this) ListenPost.#current = null;
    this.#release();
    this.#asking?.abort();
    this.#more?.abort();
    this.#asking = this.#manifest = this.#answer = this.#more = null;
    this.#kit = {};
    this.#at = this.#quarter = 0;
    this.#set('idle');
  }

  // What the audio says.

  #hears = {
    loadedmetadata: (audio) => { if (this.#at) audio.currentTime = this.#at; },
    durationchange() {},
    timeupdate: (audio) => this.#progress(audio),
    play: (audio) => this.#begin(audio),
    playing: () => this.#set('playing'),
    waiting: (audio) => this.#set(audio.currentTime ? 'waiting' : 'loading'),
    pause: (audio) => { if (!audio.ended) this.#tell('paused', 'pause'); },
    ended: (audio) => { this.#progress(audio); this.#tell('ended', 'ended'); },
    error: ({ error: { code, message } }) => { if (!this.#kit.recover?.(code)) this.#tell('error', 'error', { code, message }); },
  };

  #hear(type, audio) {
    this.#hears[type](audio);
    if (audio.duration === Infinity && !this.duration && Date.now() > this.#asked + ask_again_ms) this.#ask();
    this.#kit.heard?.(type, audio);
    this.#render();
  }

  #tell(state, event, detail) {
    this.#set(state);
    this.#emit(event, detail);
  }

  #begin(audio) {
    if (ListenPost.#current !== this) ListenPost.#current?.pause();
    ListenPost.#current = this;
    audio.playbackRate = ListenPost.#rate;
    if (this.#state === 'ended') this.#quarter = 0;
    this.#tell(audio.readyState < 3 ? 'loading' : 'playing', 'play');
  }

  // What only listeners need. A kit is good for one source.
  async #extend() {
    const { signal } = (this.#more = new AbortController());
    this.#relabel();
    try {
      const { default: extend } = await import('./listen-post-more.js');
      if (signal.aborted) return;
      this.#kit = {
        signal, ui: this.#ui, part, element, clock, speeds, skip_s,
        audio: () => this.#audio,
        manifest: async () => (await this.#answer, this.#manifest ?? {}),
        link: () => this.#href(),
        place: (seconds) => { this.#at = seconds; this.#describe(); },
        reload: () => { this.#load(); this.play(); },
        toggle: () => this.#toggle(),
        emit: (name, detail) => this.#emit(name, detail),
        set: (state) => this.#set(state),
        say: (text) => this.#say(text),
        word: (name, ...values) => this.#word(name, ...values),
      };
      extend(this, this.#kit);
    } catch (error) {
      console.warn(error); // it plays without
    }
  }

  #progress(audio) {
    if (audio.readyState) this.#at = audio.currentTime;
    const quarter = audio.ended ? 4 : Math.floor(4 * audio.currentTime / audio.duration) || 0;
    while (this.#quarter < quarter) this.#emit('progress', { percent: 25 * ++this.#quarter });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent('listenpost:' + name, {
      bubbles: true, composed: true, detail: { currentTime: this.currentTime, duration: this.duration, ...detail },
    }));
  }

  // What the reader does.

  #listen() {
    const { player, play, seek, back, forward, speed } = this.#ui;
    for (const type of ['pointerenter', 'focusin', 'touchstart']) player.addEventListener(type, () => this.#intend(), { passive: true });
    play.addEventListener('click', () => this.#toggle());
    back.addEventListener('click', () => this.#skip(-skip_s));
    forward.addEventListener('click', () => this.#skip(skip_s));
    speed.addEventListener('change', () => this.#setRate(Number(speed.value)));
    seek.addEventListener('input', () => { this.#dragging = true; this.#describe(); });
    seek.addEventListener('change', () => { this.#dragging = false; this.seek(Number(seek.value)); });
    seek.addEventListener('focus', () => this.#describe());
  }

  #toggle() {
    if (this.paused || this.#state === 'error') this.play();
    else this.pause();
  }

  #skip(seconds) {
    if (this.#audio) this.seek(this.currentTime + seconds);
  }

  #setRate(rate) {
    if (!speeds.includes(rate)) return;
    ListenPost.#rate = rate;
    try {
      localStorage.setItem(speedKey, rate);
    } catch {
      // not remembered
    }
    if (this.#audio) this.#audio.defaultPlaybackRate = this.#audio.playbackRate = rate;
    this.#render();
    this.#emit('rate', { rate });
  }

  // What the reader sees and hears from a screen reader.

  #set(state) {
    this.#state = state;
    if (!this.isConnected) return;
    this.setAttribute('state', state);
    try {
      this.#internals.states.clear();
      this.#internals.states.add(state);
    } catch {
      // no custom states here
    }
    this.#describe();
  }

  #tag() {
    return this.closest('[lang]')?.lang || document.documentElement.lang || 'en';
  }

  #tags() {
    const tag = this.#tag();
    return [tag, tag.split('-')[0].toLowerCase(), 'en'];
  }

  #word(name, ...values) {
    const rows = [this.labels, ...this.#tags().map((tag) => labels[tag])];
    return rows.map((row) => row?.split('|')[names.indexOf(name)]).find(Boolean).replace(/#/g, () => values.shift());
  }

  async #translate() {
    const [tag, base] = this.#tags();
    if (labels[tag] || labels[base]) return;
    try {
      const { default: table } = await import('./listen-post-labels.js');
      for (const name in table) labels[name] ??= table[name];
      if (labels[base]) this.#relabel();
    } catch {
      // English, then
    }
  }

  #number(value, options) {
    try {
      return new Intl.NumberFormat(this.#tag(), options).format(value);
    } catch {
      return new Intl.NumberFormat('en', options).format(value); // not a language tag
    }
  }

  // "2 minutes 5 seconds" in the page's language.
  #spoken(seconds) {
    return Object.entries(split(seconds)).filter(([unit, n]) => n || (seconds < 1 && unit === 'second'))
      .map(([unit, n]) => this.#number(n, { style: 'unit', unit, unitDisplay: 'long' })).join(' ');
  }

  #relabel() {
    const ui = this.#ui;
    ui.player.className = 'player ' + this.layout;
    this.#describe();
    if (!this.#more) return; // words cost time
    this.#translate();
    for (const name of ['back', 'forward', 'seek', 'speed'])
      ui[name].ariaLabel = this.#word(name, this.#spoken(skip_s));
    for (const option of ui.speed.options)
      option.text = this.#number(option.value) + '×';
    this.#kit.relabel?.();
  }

  #render() {
    const ui = this.#ui, state = this.#state, duration = this.duration;
    const listen = this.querySelector('a')?.textContent.trim() || this.#word('listen');
    const active = ['playing', 'loading', 'waiting'].includes(state);
    const shape = state === 'error' ? 'retry' : active ? 'pause' : 'play';
    ui.icon.setAttribute('d', icons[shape]);
    ui.play.ariaLabel = state === 'idle' ? listen : this.#word(shape);
    ui.player.ariaLabel = listen;
    write(ui.label, (state !== 'idle' && this.#manifest?.title) || listen);
    ui.speed.value = ListenPost.#rate;
    const at = this.#dragging ? Number(ui.seek.value) : this.currentTime;
    this.toggleAttribute('live', this.#audio?.readyState > 0 && !duration);
    ui.seek.disabled = !duration;
    ui.seek.max = duration || 1;
    if (!this.#dragging) ui.seek.value = duration ? at : 0;
    ui.seek.style.setProperty('--at', duration ? 100 * at / duration + '%' : '0%');
    write(ui.elapsed, clock(at));
    write(ui.remaining, duration ? '−' + clock(duration - at) : '');
    if (!this.#saying) write(ui.status, this.#status(duration));
  }

  #status(duration) {
    if (this.#state === 'idle' && !this.#at)
      return duration ? this.#number(Math.round(duration / 60) || 1, { style: 'unit', unit: 'minute' }) : '';
    if (this.#state === 'idle') return clock(this.#at) + (duration ? ' / ' + clock(duration) : '');
    const away = navigator.onLine ? '' : 'offline', playing = this.hasAttribute('live') && 'making';
    const word = { loading: away || 'loading', waiting: away || 'loading', error: away || 'error', playing }[this.#state];
    return word ? this.#word(word) : '';
  }

  // The slider's value in words: when it is reached or moved, not at each tick, lest it chatter.
  #describe() {
    this.#render();
    if (!this.#more) return;
    const at = this.#dragging ? Number(this.#ui.seek.value) : this.currentTime;
    const place = this.duration ? this.#word('of', this.#spoken(at), this.#spoken(this.duration)) : this.#spoken(at);
    this.#ui.seek.ariaValueText = [place, this.#kit.chapterAt?.(at)].filter(Boolean).join(', ');
  }

  // A moment's message in the live region.
  #say(text) {
    clearTimeout(this.#saying);
    write(this.#ui.status, text);
    this.#saying = setTimeout(() => { this.#saying = 0; this.#render(); }, 1500);
  }
}

if (!customElements.get('listen-post')) customElements.define('listen-post', ListenPost);
