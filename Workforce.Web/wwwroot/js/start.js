// What has to work on every page, with or without a circuit: theme, time zone, drawer, sign-out, reconnection.
(() => {
  const year = 'path=/; max-age=31536000; samesite=lax' + (location.protocol === 'https:' ? '; secure' : '');

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `workforce.zone=${zone}; ${year}`;

  const isDark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
  };
  const useTheme = theme => {
    document.documentElement.dataset.theme = theme;
    for (const sheet of document.querySelectorAll('[data-theme-part]'))
      sheet.media = sheet.dataset.themePart === theme ? 'all' : 'not all';
    document.cookie = `workforce.theme=${theme}; ${year}`;
  };

  document.addEventListener('click', event => {
    const on = selector => event.target.closest?.(selector);
    const drawer = document.querySelector('[data-drawer]');
    if (on('[data-theme-toggle]')) useTheme(isDark() ? 'light' : 'dark');
    else if (on('[data-drawer-open]')) drawer?.showModal();
    else if (drawer?.open && (on('[data-drawer-close]') || on('[data-drawer] a') || event.target === drawer)) drawer.close();
    else if (on('[data-reload]')) location.reload();
    else if (on('[data-reconnect]')) Blazor.reconnect().then(back => { if (!back) location.reload(); }, () => {});
    else if (on('[data-copy]')) {
      const button = on('[data-copy]');
      navigator.clipboard.writeText(button.dataset.copy).then(() => { button.querySelector('span').textContent = 'Copied'; }, () => {});
    }
  });

  // The form's token is written here because a component of a circuit cannot make one.
  document.addEventListener('submit', event => {
    if (!event.target.matches('[data-sign-out]')) return;
    const token = document.createElement('input');
    token.type = 'hidden';
    token.name = '__RequestVerificationToken';
    token.value = document.body.dataset.formToken;
    event.target.append(token);
  });

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && document.querySelector('.components-reconnect-failed'))
      Blazor.reconnect().then(back => { if (!back) location.reload(); }, () => {});
  });

  // A circuit that lives long refreshes its tokens; this lets the cookie keep up.
  if (document.body.dataset.formToken)
    setInterval(() => { if (document.visibilityState === 'visible') fetch('/session', { redirect: 'manual' }).catch(() => {}); }, 10 * 60 * 1000);
})();
