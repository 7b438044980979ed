using static Workforce.Core.Finance.Categories.Rules.WordRule;
using Names = Workforce.Core.Finance.Categories.CategoryNames;

namespace Workforce.Core.Finance.Categories.Rules;

/// <summary>The most frequent words of Portuguese, Polish, Czech, Hungarian, Lithuanian and the Nordic languages. Words that are others' names or words once their accents are gone (daň, adó, moms) are left out.</summary>
internal static class OtherWords
{
    public static IReadOnlyList<WordRule> All { get; } =
    [
        In(Names.Salary, "salário", "ordenado", "vencimento", "wynagrodzenie", "pensja", "výplata", "mzda", "fizetés", "munkabér", "darbo užmokestis", "atlyginimas", "lön", "løn", "lønn", "palkka"),
        In(Names.Pension, "emerytura", "nyugdíj", "důchod", "pensija"),
        In(Names.Refunds, "reembolso", "zwrot", "visszatérítés", "vrácení", "grąžinimas", "återbetalning", "tilbagebetaling", "tilbakebetaling"),
        Out(Names.Rent, "aluguel", "renda", "czynsz", "nájem", "nájemné", "lakbér", "nuoma", "hyra", "husleje", "husleie", "vuokra"),
        Out(Names.Energy, "eletricidade", "prąd", "energia", "elektřina", "plyn", "elektra", "strøm"),
        Out(Names.Telecom, "telemóvel", "telefone", "mobilní", "telefon", "ryšys"),
        Out(Names.Groceries, "supermercado", "mercearia", "padaria", "talho", "sklep spożywczy", "potraviny", "élelmiszer", "bakeri", "livsmedel", "dagligvarer", "ruokakauppa", "maisto prekės"),
        Out(Names.Restaurants, "restaurante", "restauracja", "restaurace", "étterem", "restoranas", "kavinė", "kahvila", "ravintola", "kafé", "pizzéria"),
        Out(Names.Fuel, "combustível", "gasolina", "paliwo", "benzín", "benzinkút", "degalai", "bensin", "bränsle"),
        Out(Names.PublicTransport, "comboio", "bilet", "jízdenka", "menetjegy", "bilietas", "kollektivtrafik"),
        Out(Names.Insurance, "seguro", "ubezpieczenie", "pojištění", "biztosítás", "draudimas", "försäkring", "forsikring", "vakuutus"),
        Out(Names.Health, "farmácia", "apteka", "lékárna", "gyógyszertár", "vaistinė", "apotek", "apteekki", "tandläkare"),
        Out(Names.IncomeTax, "imposto", "podatek", "mokestis", "skatt", "skat"),
        Both(Names.Vat, "podatek vat", "dph", "pvm"),
        Out(Names.BankFees, "comissão", "opłata", "prowizja", "poplatek", "komisinis", "avgift", "gebyr"),
        Out(Names.LoanRepayment, "empréstimo", "kredyt", "rata kredytu", "splátka", "törlesztés", "paskola"),
        Out(Names.CashWithdrawal, "levantamento", "wypłata z bankomatu", "bankomat", "výběr", "készpénzfelvétel", "grynieji", "uttag", "hævning", "minibankuttak"),
        Both(Names.Savings, "poupança", "oszczędności", "spoření", "megtakarítás", "taupymas", "sparande", "opsparing"),
        Both(Names.Transfer, "transferência", "przelew", "przelew własny", "převod", "átutalás", "pervedimas", "överföring", "overførsel", "overføring"),
    ];
}
