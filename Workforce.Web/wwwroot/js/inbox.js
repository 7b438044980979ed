// The keys of the inbox: each goes to the circuit, but never while somebody types, a dialog is open or a modifier is held.
const keys = new Set(['j', 'k', 'a', 'e', 'r', 'u', 'x', 'n', 'p', '?', 'Escape', 'ArrowDown', 'ArrowUp']);
let abort;

const types = element => element.closest?.('textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio])');
// Arrows are for going through the list; elsewhere they scroll, or are a control's own.
const scrolls = element => element.closest?.('.inbox-detail, details, pre, [role=radiogroup], nav');

export function attach(page) {
  abort = new AbortController();
  document.addEventListener('keydown', event => {
    if (!keys.has(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (types(event.target) || document.querySelector('.rz-dialog-wrapper, dialog[open], .bell-panel')) return;
    if (event.key.startsWith('Arrow') && scrolls(event.target)) return;
    if (event.key !== 'Escape') event.preventDefault();
    page.invokeMethodAsync('KeyAsync', event.key);
  }, { signal: abort.signal });
}

export function detach() { abort?.abort(); }

// Brings what was chosen into view, from its top; the page's address follows without a visit.
export function show(id, address) {
  document.querySelector(`[data-proposal="${id}"]`)?.scrollIntoView({ block: 'nearest' });
  const detail = document.querySelector('.inbox-detail');
  if (detail) detail.scrollTop = 0;
  if (address) history.replaceState(history.state, '', address);
}

export function edit() { document.querySelector('.proposal-edit :is(input, select, textarea)')?.focus(); }
