using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Tables;

/// <summary>Words and letters that say in a cell of their own which way the money went.</summary>
internal static class DirectionWords
{
    private static readonly HashSet<string> Out = Words(
        "d dr db dt dbit debit debet debe debito soll s af uit out outflow outgoing expense expenses spent payment withdrawal kiadas terheles tartozik " +
        "ausgabe belastung lastschrift cargo gasto vydaj odchozi uttag depense retrait saida obciazenie debetas addebito egreso");

    private static readonly HashSet<string> In = Words(
        "c k cr ct crdt credit kredit haben h bij in inflow incoming income deposit received bevetel jovairas kovetel einnahme gutschrift abono ingreso prijem " +
        "prichozi insattning recette depot entrada uznanie kreditas accredito credito");

    /// <summary>Debit for money out, Credit for money in, None for any other text.</summary>
    public static DirectionMark Read(string cell)
    {
        if (cell is "-") return DirectionMark.Debit;
        if (cell is "+") return DirectionMark.Credit;

        var word = Folded.Text(cell);
        return Out.Contains(word) ? DirectionMark.Debit : In.Contains(word) ? DirectionMark.Credit : DirectionMark.None;
    }

    private static HashSet<string> Words(string words) => [.. words.Split(' ')];
}
