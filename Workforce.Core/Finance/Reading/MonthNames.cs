namespace Workforce.Core.Finance.Reading;

/// <summary>Month names and their usual abbreviations, folded, in the languages of the column vocabulary.</summary>
internal static class MonthNames
{
    private static readonly string[] ByMonth =
    [
        "jan january januar janner janvier janv januari enero ene gennaio gen janeiro januar leden ledna styczen stycznia sty sausio tammikuu sijecanj",
        "feb february februar feber fevrier fevr fev februari febrero febbraio fevereiro februar unor unora luty lutego lut vasario helmikuu",
        "mar march marz maerz mrz mars maart mrt marzo marco marcius marc brezen brezna marzec marca kovo maaliskuu",
        "apr april avril avr abril abr aprile aprilis duben dubna kwiecien kwietnia kwi balandzio huhtikuu",
        "may mai mei mayo maggio mag maio majus maj kveten kvetna geguzes toukokuu",
        "jun june juni juin junio giugno giu junho junius cerven cervna czerwiec czerwca cze birzelio kesakuu",
        "jul july juli juillet juil julio luglio lug julho julius cervenec cervence lipiec lipca lip liepos heinakuu",
        "aug august augustus aout aou agosto ago augusztus augusti srpen srpna sierpien sierpnia sie rugpjucio elokuu",
        "sep sept september septembre septiembre settembre set setembro szeptember szept zari wrzesien wrzesnia wrz rugsejo syyskuu",
        "oct october oktober okt octobre octubre ottobre ott outubro out oktober rijen rijna pazdziernik pazdziernika paz spalio lokakuu",
        "nov november novembre noviembre novembro listopad listopadu listopada lis lapkricio marraskuu",
        "dec december dezember dez decembre diciembre dic dicembre dezembro prosinec prosince grudzien grudnia gru gruodzio joulukuu",
    ];

    private static readonly Dictionary<string, int> Numbers = ByMonth
        .SelectMany((names, index) => names.Split(' ').Select(name => (name, month: index + 1)))
        .DistinctBy(entry => entry.name)
        .ToDictionary(entry => entry.name, entry => entry.month);

    /// <summary>1 to 12, null where the word is no month.</summary>
    public static int? Number(string word) => Numbers.TryGetValue(Folded.Text(word), out var month) ? month : null;
}
