// SPDX-License-Identifier: GPL-3.0-or-later
// A single-page app of the smallest kind: views are drawn from templates, the player comes and goes with them.
const view = document.getElementById('view');

const acts = {
  first: () => draw('first'),
  second: () => draw('second'),
  move: () => view.firstElementChild.append(view.querySelector('listen-post') ?? ''),
  remove: () => view.querySelector('listen-post')?.remove(),
};

function draw(name) {
  view.replaceChildren(document.getElementById(name).content.cloneNode(true));
}

document.addEventListener('click', ({ target }) => acts[target.dataset?.act]?.());
draw('first');
