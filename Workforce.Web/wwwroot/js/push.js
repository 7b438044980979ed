// Subscribes this browser to web push, in the click itself: only there may a page ask for permission.
let host, key, abort;

export function attach(component) {
  host = component;
  abort = new AbortController();
  document.addEventListener('click', event => { if (event.target.closest?.('[data-push-enable]:not([disabled])')) subscribe(); }, { signal: abort.signal });
}

export function use(publicKey) { key = publicKey; }

export function detach() { abort?.abort(); }

async function subscribe() {
  try {
    if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
      return await host.invokeMethodAsync('RefusedAsync', 'This browser cannot be told: it knows no web push, or Workforce is not reached over https.');
    const permission = await Notification.requestPermission();
    if (permission !== 'granted')
      return await host.invokeMethodAsync('RefusedAsync', 'This browser does not allow it. Allow notifications for this site in its settings, then try again.');
    const worker = await navigator.serviceWorker.register('/push-worker.js');
    await navigator.serviceWorker.ready;
    const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
    let subscription;
    try {
      subscription = await worker.pushManager.subscribe(options);
    } catch (wrong) {
      // Subscribed before, with another key of ours.
      if (wrong.name !== 'InvalidStateError') throw wrong;
      await (await worker.pushManager.getSubscription())?.unsubscribe();
      subscription = await worker.pushManager.subscribe(options);
    }
    const { endpoint, keys } = subscription.toJSON();
    await host.invokeMethodAsync('SubscribedAsync', endpoint, keys.p256dh, keys.auth, label());
  } catch (wrong) {
    await host.invokeMethodAsync('RefusedAsync', `This browser could not be subscribed: ${wrong.message}`);
  }
}

const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));

function label() {
  const told = navigator.userAgent;
  const name = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([mark]) => told.includes(mark))?.[1] ?? 'Browser';
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']].find(([mark]) => told.includes(mark))?.[1];
  return system ? `${name} on ${system}` : name;
}
