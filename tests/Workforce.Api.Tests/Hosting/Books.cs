using System.Security.Cryptography;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Statements;
using Workforce.Core.Notifications;

namespace Workforce.Api.Tests.Hosting;

/// <summary>Stored finances, as the employees leave them behind.</summary>
internal sealed class Books(WorkforceDbContext db)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private int made;

    private Guid Tenant => db.Tenant.Required;

    public static Task<T> KeepAsync<T>(ApiHost host, Company company, Func<Books, T> fill) => host.QueryAsync(company.Tenant, async db =>
    {
        var result = fill(new Books(db));
        await db.SaveChangesAsync();
        return result;
    });

    public Account Account(string name = "Checking", string? currency = "EUR") => Add(new Account
    {
        Id = Guid.CreateVersion7(),
        TenantId = Tenant,
        Key = $"key {++made}",
        Name = name,
        Type = AccountType.Checking,
        Currency = currency,
        CreatedAt = Start,
    });

    public Statement Statement(Account account, Statement.Progress status = Core.Finance.Statement.Progress.Completed, params Transaction[] lines)
    {
        var at = Start.AddMinutes(++made);
        var final = status is not (Core.Finance.Statement.Progress.Uploaded or Core.Finance.Statement.Progress.Processing);
        var statement = Add(new Statement
        {
            Id = Guid.CreateVersion7(at),
            TenantId = Tenant,
            FileName = $"statement {made}.ofx",
            Size = 10,
            Sha256 = RandomNumberGenerator.GetBytes(32),
            CorrelationId = Guid.CreateVersion7(),
            UploadedAt = at,
            Status = status,
            CompletedAt = final ? at.AddSeconds(1) : null,
            Error = status is Core.Finance.Statement.Progress.Rejected ? "line 3: not a date" : null,
            Transactions = lines.Length,
            Added = lines.Length,
            Sums = new() { ["EUR"] = lines.Sum(line => line.Amount) },
        });
        Add(new StatementContent { StatementId = statement.Id, TenantId = Tenant, Content = [1, 2, 3] });
        Add(new StatementAccount { StatementId = statement.Id, AccountId = account.Id, TenantId = Tenant, Transactions = lines.Length });
        foreach (var line in lines)
        {
            Add(new StatementLine { StatementId = statement.Id, TransactionId = line.Id, TenantId = Tenant });
        }

        return statement;
    }

    public Transaction Line(Account account, string date, decimal amount, string description, string category = CategoryNames.Uncategorised, string? currency = "EUR", string source = "none", bool opening = false, Guid? otherSide = null)
    {
        var merchant = Merchants.Normalise(description, null);
        return Add(new Transaction
        {
            Id = Guid.CreateVersion7(Start.AddMinutes(++made)),
            TenantId = Tenant,
            AccountId = account.Id,
            StatementId = null,
            Date = DateOnly.Parse(date),
            Amount = amount,
            Currency = currency,
            Description = description,
            Merchant = merchant.Name,
            MerchantKey = merchant.Key,
            Fingerprint = $"f{made}",
            Occurrence = 1,
            Category = category,
            CategorySource = source,
            OpeningBalance = opening,
            OtherSideId = otherSide,
            CreatedAt = Start,
        });
    }

    public StoredSuggestion Suggestion(string merchant, string category) => Add(new StoredSuggestion
    {
        Id = Guid.CreateVersion7(),
        TenantId = Tenant,
        MerchantKey = Merchants.Normalise(merchant, null).Key,
        MerchantName = merchant,
        Category = category,
        Evidence = 3,
        WouldChange = 2,
        CreatedAt = Start,
    });

    public Receipt Receipt(Receipt.Progress status = Core.Finance.Receipt.Progress.Unmatched)
    {
        var at = Start.AddMinutes(++made);
        var receipt = Add(new Receipt
        {
            Id = Guid.CreateVersion7(at),
            TenantId = Tenant,
            FileName = $"receipt {made}.png",
            MediaType = "image/png",
            Size = 3,
            Sha256 = RandomNumberGenerator.GetBytes(32),
            CorrelationId = Guid.CreateVersion7(),
            UploadedAt = at,
            Status = status,
            Merchant = "Café Rosa",
            Total = 12.5m,
            Currency = "EUR",
            Error = status is Core.Finance.Receipt.Progress.Rejected ? "not a picture" : null,
        });
        Add(new ReceiptContent { ReceiptId = receipt.Id, TenantId = Tenant, Content = [1, 2, 3] });
        return receipt;
    }

    /// <summary>A notice in somebody's bell.</summary>
    public Delivery Told(string kind, DateTimeOffset at, Guid person, string title = "Title", string? link = null)
    {
        var notice = Add(new Notification { Id = Guid.CreateVersion7(at), TenantId = Tenant, Key = $"key {++made}", Kind = kind, Title = title, Text = "Text", Link = link, CreatedAt = at });
        return Add(new Delivery
        {
            Id = Guid.CreateVersion7(at),
            TenantId = Tenant,
            NotificationId = notice.Id,
            UserId = person,
            Channel = Channel.InApp,
            Status = DeliveryStatus.Sent,
            CreatedAt = at,
            SentAt = at,
        });
    }

    public PushSubscription Browser(Guid person, DateTimeOffset at) => Add(new PushSubscription
    {
        Id = Guid.CreateVersion7(at), TenantId = Tenant, UserId = person, Endpoint = $"https://push.example/{++made}", P256dh = new byte[65], Auth = new byte[16], Label = "Firefox", CreatedAt = at,
    });

    public T Add<T>(T entity)
        where T : class
    {
        db.Add(entity);
        // The model names no relations, so it would not know which row must be there first.
        db.SaveChanges();
        return entity;
    }
}
