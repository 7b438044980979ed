namespace Workforce.Core.Finance.Reading;

/// <summary>Currencies as people write them: ISO 4217 codes (with those withdrawn since 1990 that old exports still hold) and signs.</summary>
public static class Currencies
{
    /// <summary>Those one meets in text and at amounts.</summary>
    private static readonly HashSet<string> Codes = new((
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK " +
        "DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF " +
        "KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK " +
        "PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD " +
        "UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL ATS BEF DEM ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL NLG PTE SIT SKK EEK").Split(' '));

    /// <summary>
    /// The other codes of ISO 4217, list one (funds, metals, units of account; not XTS for tests and XXX for none) and list three
    /// (withdrawn since 1990). Words of any text may look like them ("SVC", "COU"), so they are known only where a code is written.
    /// </summary>
    private static readonly HashSet<string> RareCodes = new((
        "BOV CHE CHW CLF COU CUC MXV SVC USN UYI UYW VED XAD XAG XAU XBA XBB XBC XBD XCG XDR XPD XPT XSU XUA ZWG " +
        "ADP AFA ALK AOK AON AOR AYM AZM BGL BYB BYR CSD CSK CYP DDM ECS ESA ESB FIM GHC GWP HRD LVR MGF MLF MRO MTL MXP MZM PEI PES PLZ " +
        "ROL RUR SDD SDP SLL SRG STD SUR TJR TMM TRL UAK UGS USS UYP VEB VEF XEU YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWN ZWR").Split(' '));

    /// <summary>Longest first, so that "S$" is not read as "$". The bare dollar sign is read as USD, as nothing else is as likely; readers warn of it.</summary>
    private static readonly (string Sign, string Code)[] Signs =
    [
        ("US$", "USD"), ("AU$", "AUD"), ("CA$", "CAD"), ("NZ$", "NZD"), ("HK$", "HKD"), ("NT$", "TWD"), ("MX$", "MXN"), ("S$", "SGD"), ("A$", "AUD"),
        ("C$", "CAD"), ("R$", "BRL"), ("Kč", "CZK"), ("zł", "PLN"), ("RM", "MYR"), ("Ft", "HUF"), ("Fr.", "CHF"), ("SFr.", "CHF"), ("Rs.", "INR"),
        ("€", "EUR"), ("£", "GBP"), ("₹", "INR"), ("₺", "TRY"), ("₽", "RUB"), ("₪", "ILS"), ("₩", "KRW"), ("₫", "VND"), ("฿", "THB"), ("₱", "PHP"),
        ("₦", "NGN"), ("₴", "UAH"), ("$", "USD"),
    ];

    private static readonly HashSet<string> WithoutCents = ["JPY", "KRW", "CLP", "HUF", "ISK", "VND", "XAF", "XOF", "XPF", "PYG", "UGX", "RWF", "IDR"];
    private static readonly HashSet<string> WithMills = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>True where no amount can have three digits behind its decimal sign.</summary>
    public static bool HasAtMostTwoDecimals(string code) => !WithMills.Contains(code);

    public static bool HasNoDecimals(string code) => WithoutCents.Contains(code);

    /// <summary>Digits behind the decimal sign as people write amounts of the currency; two where it is not known.</summary>
    public static int MinorUnits(string? code) => code is null ? 2 : HasNoDecimals(code) ? 0 : HasAtMostTwoDecimals(code) ? 2 : 3;

    /// <summary>To the currency's smallest coin, halves away from zero as people round them.</summary>
    public static decimal Round(decimal amount, string? code) => Math.Round(amount, MinorUnits(code), MidpointRounding.AwayFromZero);

    /// <summary>Whether ISO 4217 knows the code, whatever its case.</summary>
    public static bool IsKnown(string code) => code.ToUpperInvariant() is var upper && (Codes.Contains(upper) || RareCodes.Contains(upper));

    /// <summary>The ISO code that a code or a sign stands for, null where it is neither.</summary>
    public static string? Code(string? written)
    {
        var text = written?.Trim() ?? "";
        if (text.Length == 3 && IsKnown(text)) return text.ToUpperInvariant();
        foreach (var (sign, code) in Signs)
        {
            if (text.Equals(sign, StringComparison.OrdinalIgnoreCase)) return code;
        }

        return null;
    }

    /// <summary>The code in capitals that stands in the text as a word of its own ("Withdrawals (SGD)"), null for none or several different ones.</summary>
    public static string? CodeWithin(string text)
    {
        string? found = null;
        foreach (var word in text.Split([' ', '(', ')', '[', ']', '/', ':', ',', ';', '.', '-', '_', '\u00A0'], StringSplitOptions.RemoveEmptyEntries))
        {
            var code = word is "€" or "£" or "Kč" or "zł" ? Code(word) : word.Length == 3 && Codes.Contains(word) && word is not ("ALL" or "TOP" or "TRY") ? word : null;
            if (code is null) continue;
            if (found is not null && found != code) return null;

            found = code;
        }

        return found;
    }
}
