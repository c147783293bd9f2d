// SPDX-License-Identifier: GPL-3.0-or-later
// Types of listen-post.js for TypeScript; README.md explains what is named here.

export type ListenPostState = 'idle' | 'loading' | 'playing' | 'paused' | 'waiting' | 'ended' | 'error';

/** What each event's detail has, in seconds. */
export interface ListenPostPlace {
  currentTime: number;
  /** NaN: not known (yet). */
  duration: number;
}

/** A block of the post; -1: its title. */
export interface ListenPostSegment extends ListenPostPlace {
  block: number;
  text: string;
}

/** Characters from (first) and to (behind the last) of the block's text. */
export interface ListenPostWord extends ListenPostSegment {
  index: number;
  from: number;
  to: number;
  sentence?: [from: number, to: number];
}

export interface ListenPostEventMap {
  'listenpost:play': CustomEvent<ListenPostPlace>;
  'listenpost:pause': CustomEvent<ListenPostPlace>;
  'listenpost:seek': CustomEvent<ListenPostPlace & { from: number; to: number }>;
  'listenpost:rate': CustomEvent<ListenPostPlace & { rate: number }>;
  'listenpost:segment': CustomEvent<ListenPostSegment>;
  'listenpost:word': CustomEvent<ListenPostWord>;
  'listenpost:progress': CustomEvent<ListenPostPlace & { percent: 25 | 50 | 75 | 100 }>;
  'listenpost:ended': CustomEvent<ListenPostPlace>;
  'listenpost:error': CustomEvent<ListenPostPlace & { code: number; message: string }>;
}

export class ListenPost extends HTMLElement {
  src: string;
  marks: string;
  for: string;
  labels: string;
  /** 'bar', 'mini' or 'button'; '' is 'bar'. */
  layout: string;
  sticky: boolean;
  playlist: string;
  /** 'off': the place is not remembered. */
  resume: string;
  cover: string;
  beacon: string;
  /** Seconds; NaN: not known (yet). */
  duration: number;
  /** Seconds; setting it seeks. */
  currentTime: number;
  /** 0.75, 1, 1.25, 1.5, 1.75 or 2. */
  rate: number;
  readonly state: ListenPostState;
  readonly paused: boolean;
  /** Never rejects. */
  play(): Promise<void>;
  pause(): void;
  seek(seconds: number): void;
  addEventListener<K extends keyof ListenPostEventMap>(type: K, listener: (this: ListenPost, event: ListenPostEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof ListenPostEventMap>(type: K, listener: (this: ListenPost, event: ListenPostEventMap[K]) => void, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** The player's words: a row of them for each language tag. */
export const labels: Record<string, string>;

declare global {
  interface HTMLElementTagNameMap {
    'listen-post': ListenPost;
  }
  interface DocumentEventMap extends ListenPostEventMap {}
  interface WindowEventMap extends ListenPostEventMap {}
}
