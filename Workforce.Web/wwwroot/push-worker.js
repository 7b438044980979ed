// Shows what Workforce has to tell while no page of it is open. The same tag replaces what is shown, so nothing is shown twice.
self.addEventListener('push', event => {
  const notice = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(notice.title ?? 'Workforce', {
    body: notice.body ?? '', tag: notice.tag, icon: '/favicon.svg', requireInteraction: notice.urgent === true, data: { link: notice.link },
  }));
});

self.addEventListener('notificationclick', event => {
  event.notification.close();
  // Only a page of this site, whatever the message says.
  const target = new URL(event.notification.data?.link ?? '/', self.location.origin);
  const address = target.origin === self.location.origin ? target.href : self.location.origin;
  event.waitUntil((async () => {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const open = pages.find(page => page.url === address);
    return open ? open.focus() : self.clients.openWindow(address);
  })());
});
