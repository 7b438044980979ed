namespace Workforce.Core.Finance.Categories;

/// <summary>Words at the end of a printed name that are no part of it.</summary>
internal static class MerchantEndings
{
    private static readonly HashSet<string> LegalForms =
    [
        "gmbh", "mbh", "ag", "kg", "ohg", "ug", "ev", "se", "inc", "llc", "llp", "corp", "ltd", "limited", "plc", "sa", "sas", "sarl", "sasu", "eurl",
        "bv", "nv", "vof", "sl", "slu", "spa", "srl", "ab", "oy", "oyj", "aps", "as", "asa", "uab", "sia", "pte", "pty", "bhd", "sdn", "co",
    ];

    private static readonly HashSet<string> Countries =
    [
        "gbr", "gb", "uk", "usa", "us", "deu", "de", "fra", "fr", "nld", "nl", "bel", "be", "esp", "es", "ita", "it", "che", "ch", "aut", "at",
        "irl", "ie", "lux", "lu", "sgp", "sg", "aus", "au", "can", "ca", "nzl", "nz", "pol", "pl", "lnd", "vicau", "nswau", "qldau", "sgbr",
    ];

    // Only places that are rarely part of a name; a place is dropped last of all and never after the words below.
    private static readonly HashSet<string> Places =
    [
        "london", "manchester", "birmingham", "edinburgh", "glasgow", "bristol", "leeds", "liverpool", "dublin", "cork", "galway", "kensington", "shaftesbury",
        "berlin", "hamburg", "munchen", "muenchen", "munich", "koln", "koeln", "frankfurt", "stuttgart", "dusseldorf", "duesseldorf", "leipzig", "dresden", "chemnitz", "hannover", "nurnberg", "nuernberg",
        "wien", "vienna", "graz", "salzburg", "linz", "zurich", "zuerich", "genf", "geneve", "basel", "bern", "lausanne", "luzern",
        "paris", "lyon", "marseille", "toulouse", "bordeaux", "lille", "nantes", "strasbourg", "nice", "rennes",
        "amsterdam", "rotterdam", "utrecht", "eindhoven", "leiden", "katwijk", "haag", "gravenhage", "groningen", "antwerpen", "gent", "brussel", "bruxelles", "brussels", "brugge",
        "madrid", "barcelona", "valencia", "sevilla", "bilbao", "malaga", "milano", "roma", "torino", "napoli", "firenze", "bologna", "lisboa", "porto",
        "vilnius", "kaunas", "trakai", "riga", "tallinn", "warszawa", "krakow", "praha", "budapest", "singapore", "geelong", "melbourne", "sydney", "toronto", "vancouver", "burnaby",
    ];

    private static readonly HashSet<string> KeepsItsPlace =
    [
        "of", "de", "du", "des", "la", "le", "von", "van", "der", "di", "bank", "air", "stadt", "city", "hotel", "mairie", "ville", "universite", "university", "royal", "port",
        "aus", "im", "bei", "from", "at", "op", "te", "chez", "nach", "a", "new", "bistro", "cafe", "restaurant", "radio", "fc", "st", "saint", "flughafen", "airport", "messe", "stadtwerke", "gare",
    ];

    private static readonly HashSet<string> Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "januar", "februar", "marz", "maerz", "mai", "juni", "juli", "oktober", "dezember",
        "janvier", "fevrier", "mars", "avril", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
        "januari", "februari", "maart", "mei", "augustus", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
        "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre",
    ];

    private static readonly HashSet<string> Dangling = ["for", "from", "at", "to", "von", "bei", "voor", "pour", "para", "per"];

    private static readonly HashSet<string> LegalFormsInFront = ["uab", "sia", "ooo", "zao", "firma", "fa"];

    /// <summary>The words without such endings; at least one word always stays.</summary>
    public static IReadOnlyList<string> Trim(IReadOnlyList<string> words)
    {
        var kept = words.ToList();
        if (kept.Count > 1 && LegalFormsInFront.Contains(TextFold.Fold(kept[0])))
        {
            kept.RemoveAt(0);
        }

        while (kept.Count > 1 && IsEnding(kept))
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return kept;
    }

    private static bool IsEnding(List<string> words)
    {
        var last = TextFold.Fold(words[^1]).Replace(" ", "");
        if (last.Length == 0 || LegalForms.Contains(last) || Dangling.Contains(last) || Months.Contains(last))
        {
            return true;
        }

        var before = TextFold.Fold(words[^2]).Replace(" ", "");
        return words.Count > 2 && last.Length <= 2 && Countries.Contains(last)
            || last.Length > 2 && Countries.Contains(last)
            || Places.Contains(last) && !KeepsItsPlace.Contains(before) && (words.Count > 2 || before.Length > 3)
            || Places.Contains(before) && words.Count > 2 && (Countries.Contains(last) || last.Length <= 2 || last.Length <= 4 && last.Any(char.IsDigit));
    }
}
