using System.ComponentModel.DataAnnotations;
using Workforce.Contracts.Finance;

namespace Workforce.Web.Finance.Findings;

public sealed class TaxProfileForm
{
    /// <summary>Countries by their ISO 3166 codes; without culture data the names are written here.</summary>
    public static IReadOnlyList<(string Code, string Name)> Countries { get; } =
    [
        ("AU", "Australia"), ("AT", "Austria"), ("BE", "Belgium"), ("BR", "Brazil"), ("BG", "Bulgaria"), ("CA", "Canada"), ("HR", "Croatia"), ("CY", "Cyprus"), ("CZ", "Czechia"),
        ("DK", "Denmark"), ("EE", "Estonia"), ("FI", "Finland"), ("FR", "France"), ("DE", "Germany"), ("GR", "Greece"), ("HU", "Hungary"), ("IN", "India"), ("IE", "Ireland"), ("IT", "Italy"),
        ("JP", "Japan"), ("LV", "Latvia"), ("LT", "Lithuania"), ("LU", "Luxembourg"), ("MT", "Malta"), ("MX", "Mexico"), ("NL", "Netherlands"), ("NZ", "New Zealand"), ("NO", "Norway"),
        ("PL", "Poland"), ("PT", "Portugal"), ("RO", "Romania"), ("SG", "Singapore"), ("SK", "Slovakia"), ("SI", "Slovenia"), ("ZA", "South Africa"), ("ES", "Spain"), ("SE", "Sweden"),
        ("CH", "Switzerland"), ("GB", "United Kingdom"), ("US", "United States"),
    ];

    [Required(ErrorMessage = "Choose a country.")]
    public string? Country { get; set; }

    [Required(ErrorMessage = "Fill in a currency.")]
    [RegularExpression("^[A-Za-z]{3}$", ErrorMessage = "A currency is three letters, such as EUR.")]
    public string? BaseCurrency { get; set; }

    public string BusinessUse { get; set; } = "personal";

    public bool VatRegistered { get; set; }

    public bool Known { get; set; }

    public TaxProfileRow Row => new(Country!, BusinessUse, VatRegistered, BaseCurrency!.ToUpperInvariant());

    public static TaxProfileForm Of(TaxProfileRow? row) => row is null
        ? new()
        : new() { Country = row.Country, BaseCurrency = row.BaseCurrency, BusinessUse = row.BusinessUse, VatRegistered = row.VatRegistered, Known = true };
}
