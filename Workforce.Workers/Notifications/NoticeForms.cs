using System.Net;
using System.Text;
using Workforce.Core.Notifications;

namespace Workforce.Workers.Notifications;

/// <summary>A notice as the channels write it.</summary>
/// <param name="Short">For a telephone: one line.</param>
internal sealed record NoticeForms(string Subject, string Text, string Html, string Short)
{
    private const int LongestShort = 300;
    private const string Font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";

    /// <param name="site">Where links lead; null: there are none, and it is said where to look.</param>
    /// <param name="unsubscribe">Where this person ends this group's mails; null: it cannot be said.</param>
    public static NoticeForms Of(Letter letter, Uri? site, Uri? unsubscribe)
    {
        var (notice, kind) = (letter.Notice, letter.Kind);
        var subject = kind.Subject is { } before ? $"{before}: {notice.Title}" : notice.Title;
        var (link, place) = (LinkOf(notice.Link, site), PlaceOf(notice.Link, site));
        return new(subject, TextOf(letter, link, place, unsubscribe), HtmlOf(letter, subject, link, place, unsubscribe), ShortOf(letter.Company, subject, link?.AbsoluteUri ?? place));
    }

    public static Uri? LinkOf(string? path, Uri? site) => path is null || site is null ? null : new Uri(site, path);

    /// <summary>Where to look where no link can be made, because nobody said where the web is.</summary>
    public static string? PlaceOf(string? path, Uri? site) => path is null || site is not null ? null : $"in Workforce under {path}";

    private static string TextOf(Letter letter, Uri? link, string? place, Uri? unsubscribe)
    {
        var text = new StringBuilder();
        text.Append(letter.Notice.Title).Append("\n\n").Append(letter.Notice.Text).Append('\n');
        if (letter.Notice.Facts.Count > 0)
            text.Append('\n');
        foreach (var fact in letter.Notice.Facts)
            text.Append("- ").Append(fact.Label).Append(": ").Append(fact.Value).Append('\n');
        if ((link?.AbsoluteUri ?? place) is { } where)
            text.Append('\n').Append(letter.Kind.Action).Append(": ").Append(where).Append('\n');
        text.Append("\n-- \n").Append(Why(letter)).Append('\n');
        if (unsubscribe is not null)
            text.Append("No more of these by e-mail: ").Append(unsubscribe.AbsoluteUri).Append('\n');
        return text.ToString();
    }

    private static string HtmlOf(Letter letter, string subject, Uri? link, string? place, Uri? unsubscribe)
    {
        var html = new StringBuilder();
        html.Append($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{E(subject)}</title></head>");
        html.Append($"<body style=\"margin:0;padding:24px;background:#f4f5f7;color:#1c2430;{Font}\"><div style=\"max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px\">");
        html.Append($"<h1 style=\"margin:0 0 12px;font-size:20px\">{E(letter.Notice.Title)}</h1><p style=\"margin:0 0 16px;line-height:1.5\">{E(letter.Notice.Text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
        if (letter.Notice.Facts.Count > 0)
        {
            html.Append("<dl style=\"margin:0 0 16px;line-height:1.5\">");
            foreach (var fact in letter.Notice.Facts)
                html.Append($"<dt style=\"font-weight:600\">{E(fact.Label)}</dt><dd style=\"margin:0 0 8px\">{E(fact.Value)}</dd>");
            html.Append("</dl>");
        }

        if (link is not null)
            html.Append($"<p style=\"margin:0 0 8px\"><a href=\"{E(link.AbsoluteUri)}\" style=\"display:inline-block;padding:10px 16px;border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none\">{E(letter.Kind.Action)}</a></p>");
        if (place is not null)
            html.Append($"<p style=\"margin:0 0 8px\">{E(letter.Kind.Action)}: {E(place)}</p>");
        html.Append($"</div><p style=\"max-width:560px;margin:16px auto 0;font-size:13px;color:#5a6472\">{E(Why(letter))}");
        if (unsubscribe is not null)
            html.Append($" <a href=\"{E(unsubscribe.AbsoluteUri)}\" style=\"color:#5a6472\">No more of these by e-mail</a>");
        return html.Append("</p></body></html>\n").ToString();
    }

    private static string ShortOf(string company, string subject, string? where)
    {
        var end = where is null ? "" : $" {where}";
        return Plain.Cut($"{company}: {subject}", Math.Max(40, LongestShort - end.Length)) + end;
    }

    private static string Why(Letter letter) => $"You are told this because you are at {letter.Company} in Workforce. What you are told, and how, is up to you in the settings ({letter.Kind.Group.Title}).";

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
