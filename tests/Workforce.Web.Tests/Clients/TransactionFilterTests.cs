using Workforce.Web.Clients;

namespace Workforce.Web.Tests.Clients;

public sealed class TransactionFilterTests
{
    [Fact]
    public void A_filter_survives_its_own_address()
    {
        var filter = new TransactionFilter("a&b =c", Guid.NewGuid(), "groceries", Guid.NewGuid(), new DateOnly(2026, 1, 2), new DateOnly(2026, 2, 3), "EUR", true);
        var words = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://x/" + filter.Path("transactions")).Query);

        Assert.Equal(filter, TransactionFilter.Parse(name => words.TryGetValue(name, out var value) ? value.ToString() : null));
        Assert.Equal("transactions", new TransactionFilter().Path("transactions"));
    }

    [Fact]
    public void Words_that_cannot_be_read_are_no_filter() =>
        Assert.Equal(new TransactionFilter(), TransactionFilter.Parse(name => name is "text" or "currency" or "category" ? " " : "nonsense"));
}
