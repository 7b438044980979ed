// Holds the files a person gave, and sends them with progress. The circuit decides where each goes.
const files = new Map();
let host, next = 1, depth = 0, abort, sending = 0;
const queue = [];

export function attach(component) {
  host = component;
  abort = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: abort.signal });
  const input = document.getElementById('workforce-files');
  let kind = '', hints = null;

  on(document, 'click', event => {
    const button = event.target.closest?.('[data-pick-files]');
    if (!button) return;
    kind = button.dataset.pickFiles ?? '';
    hints = button.dataset.hints || null;
    input.multiple = !hints;
    input.click();
  });
  on(input, 'change', () => { take(input.files, kind, hints); input.value = ''; });

  const veil = document.querySelector('[data-drop-veil]');
  // What stands on a place that takes files itself is for that place.
  const carriesFiles = event => [...(event.dataTransfer?.types ?? [])].includes('Files') && !event.target.closest?.('[data-own-drop]');
  const show = visible => veil.classList.toggle('shown', visible);
  on(window, 'dragenter', event => { if (carriesFiles(event)) { event.preventDefault(); depth++; show(true); } });
  on(window, 'dragover', event => { if (carriesFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = 'copy'; } });
  on(window, 'dragleave', event => { if (carriesFiles(event) && --depth <= 0) { depth = 0; show(false); } });
  on(window, 'drop', event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    take(event.dataTransfer.files, document.querySelector('[data-drop-kind]')?.dataset.dropKind ?? '', null);
  });
  document.documentElement.dataset.uploads = 'ready';
}

export function detach() {
  abort?.abort();
  host = null;
  delete document.documentElement.dataset.uploads;
}

function take(list, kind, hints) {
  for (const file of list) {
    const id = `f${next++}`;
    files.set(id, file);
    host.invokeMethodAsync('ChosenAsync', id, file.name, file.size, kind, hints);
  }
}

// Two at a time: more would only slow each other down.
export function send(id, address) {
  queue.push([id, address]);
  pump();
}

function pump() {
  while (sending < 2 && queue.length) {
    sending++;
    post(...queue.shift()).finally(() => { sending--; pump(); });
  }
}

function post(id, address) {
  const file = files.get(id);
  return new Promise(done => {
    if (!file) {
      host?.invokeMethodAsync('AnsweredAsync', id, 0, '');
      return done();
    }
    const request = new XMLHttpRequest();
    let told = 0;
    const finish = (status, text) => { host?.invokeMethodAsync('AnsweredAsync', id, status, text); done(); };
    request.upload.onprogress = event => {
      const now = performance.now();
      if (!event.lengthComputable || (now - told < 120 && event.loaded < event.total)) return;
      told = now;
      host?.invokeMethodAsync('Sent', id, Math.round(event.loaded * 100 / event.total));
    };
    request.onload = () => finish(request.status, request.responseText);
    request.onerror = request.onabort = () => finish(0, '');
    request.open('POST', address);
    request.setRequestHeader('X-CSRF-TOKEN', document.body.dataset.formToken);
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.send(file);
  });
}
