namespace Workforce.Core.Finance.Compliance;

/// <summary>Who the books belong to, as far as the checks must know.</summary>
/// <param name="Country">ISO 3166 alpha-2 code (<c>UK</c> is read as <c>GB</c>), null where not known: then only the universal checks run.</param>
/// <param name="BaseCurrency">The currency of the tax return, null where not known.</param>
public sealed record TaxProfile(string? Country, BusinessUse BusinessUse, bool VatRegistered, string? BaseCurrency)
{
    public static TaxProfile Unknown { get; } = new(null, BusinessUse.Personal, false, null);
}

public enum BusinessUse { Personal, Mixed, Business }
