namespace Workforce.Web.Tests.Browsing;

/// <summary>What must hold on every page whatever it shows: nothing wider than the window, everything named, text that can be read.</summary>
internal static class PageChecks
{
    /// <summary>Runs in the page and answers with one sentence for each thing that is wrong.</summary>
    private const string Script = """
        () => {
          const wrong = [];
          const describe = e => `<${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}${typeof e.className === 'string' && e.className ? '.' + e.className.trim().split(/\s+/).join('.') : ''}> «${(e.textContent || '').trim().slice(0, 40)}»`;
          const seen = e => { const box = e.getBoundingClientRect(); return e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 1 && box.height > 1; };

          if (document.documentElement.scrollWidth > innerWidth) {
            const widest = [...document.querySelectorAll('body *')].filter(e => seen(e) && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll-x, .chips, .rz-data-grid-data')).slice(0, 3).map(describe);
            wrong.push(`The page is ${document.documentElement.scrollWidth} px wide in a window of ${innerWidth}: ${widest.join(', ')}`);
          }
          if (document.querySelectorAll('h1').length !== 1) wrong.push(`${document.querySelectorAll('h1').length} first headings`);
          if (!document.title) wrong.push('no title');

          // What is not drawn names nothing, and the word that the icon font turns into a picture is no name.
          const words = e => {
            const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
            for (let text = walk.nextNode(); text; text = walk.nextNode())
              if (text.textContent.trim() && !text.parentElement.closest('.rzi') && text.parentElement.checkVisibility({ visibilityProperty: true })) return true;
            return false;
          };
          const named = e => (e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.getAttribute('title') || words(e) || e.querySelector('img[alt]:not([alt=""])'));
          for (const e of document.querySelectorAll('button, a[href], [role=button]'))
            if (seen(e) && !named(e)) wrong.push(`no name: ${describe(e)}`);
          for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
            if (seen(e) && !e.labels?.length && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')) wrong.push(`no label: ${describe(e)} ${e.outerHTML.slice(0, 120)}`);
          for (const e of document.querySelectorAll('img')) if (!e.hasAttribute('alt')) wrong.push(`no alt: ${e.src}`);
          const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) wrong.push(`id twice: ${id}`);

          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const colours = new Map();
          const paint = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = '#000'; canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const rgba = colour => colours.get(colour) ?? colours.set(colour, paint(colour)).get(colour);
          const over = (top, under) => top.slice(0, 3).map((part, at) => part * top[3] / 255 + under[at] * (1 - top[3] / 255));
          // Null: a picture, on which no colour can be told. Each element is asked once, not once for each text in it.
          const grounds = new Map([[null, rgba(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3)]]);
          const ground = e => {
            if (!grounds.has(e)) {
              const style = getComputedStyle(e);
              const own = rgba(style.backgroundColor);
              const under = own[3] === 255 ? own : ground(e.parentElement);
              grounds.set(e, style.backgroundImage.includes('url(') || !under ? null : over(own, under));
            }
            return grounds.get(e);
          };
          const light = colour => { const [r, g, b] = colour.map(part => { part /= 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const faint = new Map();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const e = node.parentElement;
            if (!node.textContent.trim() || !e || !seen(e) || e.closest('[disabled], [aria-disabled=true], .visually-hidden, .rz-state-disabled, script, style, .skip-link, .rz-chart, [inert]')) continue;
            const under = ground(e);
            if (!under) continue;
            const style = getComputedStyle(e);
            const text = over(rgba(style.color), under);
            const [a, b] = [light(text), light(under)].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const size = parseFloat(style.fontSize);
            const big = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) || e.matches('.rzi');
            if (ratio < (big ? 3 : 4.5)) faint.set(`${style.color} on rgb(${under.map(Math.round)})`, `contrast ${ratio.toFixed(2)}: ${describe(e)} ${style.color} on rgb(${under.map(Math.round)})`);
          }
          wrong.push(...faint.values());
          return wrong;
        }
        """;

    public static async Task<IEnumerable<string>> WrongAsync(Visit visit) =>
        (await visit.Page.EvaluateAsync<string[]>(Script)).Select(wrong => $"{new Uri(visit.Page.Url).AbsolutePath} at {visit.Page.ViewportSize!.Width} px: {wrong}");
}
