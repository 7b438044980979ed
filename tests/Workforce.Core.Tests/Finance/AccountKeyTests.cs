using Workforce.Core.Finance;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Tests.Finance;

public sealed class AccountKeyTests
{
    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 00", "COBADEFFXXX", "id:DE89370400440532013000")]
    [InlineData("DE89370400440532013000", null, "id:DE89370400440532013000")]
    [InlineData("1452687~7", "011001", "id:011001/14526877")]
    [InlineData("12345678", null, "id:12345678")]
    public void An_iban_names_its_bank_and_other_numbers_need_it(string id, string? bank, string key) =>
        Assert.Equal(key, AccountKey.Of(new ParsedAccount { AccountId = id, BankId = bank }));

    [Fact]
    public void A_file_that_names_no_account_is_known_by_its_layout() =>
        Assert.Equal("layout:csv:date,text,amount", AccountKey.Of(new ParsedAccount { LayoutKey = "csv:date,text,amount" }));

    [Fact]
    public void A_name_shows_the_end_of_the_number_only() =>
        Assert.Equal("Card …1234", AccountKey.NameOf(new ParsedAccount { AccountId = "4000 0000 0000 1234", Type = AccountType.CreditCard }));
}
