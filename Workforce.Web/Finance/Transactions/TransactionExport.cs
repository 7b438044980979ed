using System.Globalization;
using System.Text;
using Workforce.Contracts.Finance;
using Workforce.Web.Clients;

namespace Workforce.Web.Finance.Transactions;

/// <summary>The filtered lines as CSV: written page by page, so that a hundred thousand lines need no more memory than five hundred.</summary>
internal static class TransactionExport
{
    private const int PageSize = 500;

    public static void MapTransactionExport(this WebApplication app) => app.MapGet("/transactions.csv", WriteAsync).RequireAuthorization();

    private static async Task WriteAsync(HttpContext context, FinanceClient finance, CancellationToken cancellationToken)
    {
        var filter = TransactionFilter.Parse(name => context.Request.Query[name]);
        TransactionPage page;
        try
        {
            page = await finance.TransactionsAsync(filter, null, 0, PageSize, cancellationToken);
        }
        catch (ApiProblemException failed)
        {
            await TypedResults.Problem(failed.Problem.Text, statusCode: StatusCodes.Status502BadGateway, title: failed.Problem.Title).ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"transactions.csv\"";
        // With the mark at its start, spreadsheets read the file as UTF-8.
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync("date,account,merchant,description,category,amount,currency,pending,receipt\r\n".AsMemory(), cancellationToken);
        for (var written = 0; page.Transactions.Count > 0;)
        {
            foreach (var line in page.Transactions)
                await writer.WriteAsync(Row(line).AsMemory(), cancellationToken);
            written += page.Transactions.Count;
            if (written >= page.Total)
                break;
            page = await finance.TransactionsAsync(filter, null, written, PageSize, cancellationToken);
        }
    }

    internal static string Row(TransactionRow line) => string.Join(',',
        line.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Cell(line.AccountName), Cell(line.Merchant), Cell(line.Description), Cell(line.Category),
        line.Amount.ToString(CultureInfo.InvariantCulture), Cell(line.Currency), line.Pending ? "yes" : "no", line.ReceiptId is null ? "no" : "yes") + "\r\n";

    /// <summary>Quoted where it must be; text that a spreadsheet would run as a formula gets an apostrophe before it.</summary>
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
