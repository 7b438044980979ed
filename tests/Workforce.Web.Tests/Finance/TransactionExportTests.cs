using Workforce.Contracts.Finance;
using Workforce.Web.Finance.Transactions;

namespace Workforce.Web.Tests.Finance;

public sealed class TransactionExportTests
{
    [Fact]
    public void A_row_is_quoted_where_it_must_be_and_never_a_formula()
    {
        var line = new TransactionRow(
            Guid.Empty, Guid.Empty, "Giro, main", null, new DateOnly(2026, 3, 4), -12.5m, "EUR", "=HYPERLINK(\"x\")", null, "+31 Shop", "groceries", "none", null, null, true, null, null, null);

        Assert.Equal("2026-03-04,\"Giro, main\",'+31 Shop,\"'=HYPERLINK(\"\"x\"\")\",groceries,-12.5,EUR,yes,no\r\n", TransactionExport.Row(line));
    }
}
