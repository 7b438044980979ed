using static Workforce.Core.Finance.Categories.Rules.WordRule;
using Names = Workforce.Core.Finance.Categories.CategoryNames;

namespace Workforce.Core.Finance.Categories.Rules;

internal static class ItalianWords
{
    public static IReadOnlyList<WordRule> All { get; } =
    [
        In(Names.Salary, "stipendio", "emolumenti", "datore di lavoro", "tredicesima"),
        Out(Names.Wages, "stipendi"),
        In(Names.Pension, "pensione", "inps pensione"),
        In(Names.Interest, "interessi attivi", "interessi creditori", "cedola", "dividendi"),
        Out(Names.InterestPaid, "interessi passivi", "interessi debitori"),
        In(Names.Refunds, "rimborso", "storno"),
        Out(Names.Rent, "affitto", "canone locazione", "condominio", "locazione"),
        Out(Names.Mortgage, "mutuo", "rata mutuo"),
        Out(Names.Energy, "energia elettrica", "bolletta luce", "bolletta gas", "luce e gas"),
        Out(Names.Water, "acquedotto", "bolletta acqua", "rifiuti"),
        Out(Names.Telecom, "telefono", "ricarica telefonica", "fibra ottica", "bolletta telefono"),
        Out(Names.Groceries, "supermercato", "panificio", "macelleria", "alimentari", "fruttivendolo", "gastronomia", "salumeria", "enoteca"),
        Out(Names.Restaurants, "ristorante", "trattoria", "osteria", "gelateria", "caffetteria", "tavola calda", "paninoteca"),
        Out(Names.Fuel, "benzina", "carburante", "distributore carburante", "rifornimento"),
        Out(Names.PublicTransport, "treno", "biglietto treno", "metropolitana", "autobus", "abbonamento trasporti"),
        Out(Names.Parking, "parcheggio", "pedaggio", "telepass", "autostrada", "autostrade"),
        Out(Names.Car, "autofficina", "gommista", "officina", "revisione auto"),
        Out(Names.Travel, "volo", "albergo", "viaggio", "viaggi", "vacanza", "autonoleggio"),
        Out(Names.Insurance, "assicurazione", "assicurazioni", "polizza", "premio assicurativo"),
        Out(Names.Health, "medico", "ospedale", "visita medica", "ottica", "parafarmacia", "ticket sanitario"),
        Out(Names.PersonalCare, "parrucchiere", "profumeria", "barbiere", "estetista"),
        Out(Names.Fitness, "palestra", "piscina comunale"),
        Out(Names.Entertainment, "teatro comunale", "mostra", "biglietti"),
        Out(Names.Education, "scuola", "università", "corso di formazione", "retta scolastica"),
        Out(Names.Shopping, "negozio", "mercatino"),
        Out(Names.Clothing, "abbigliamento", "scarpe", "calzature"),
        Out(Names.Books, "cartoleria", "edicola"),
        Out(Names.Charity, "donazione", "offerta parrocchia", "onlus"),
        Out(Names.OfficeSupplies, "cancelleria", "poste italiane"),
        Out(Names.ProfessionalServices, "commercialista", "avvocato", "notaio", "consulenza"),
        Out(Names.IncomeTax, "imposte", "irpef", "f24", "acconto imposte"),
        Out(Names.OtherTaxes, "imu", "bollo auto", "tari", "imposta di bollo"),
        Out(Names.BankFees, "commissioni", "canone conto", "spese tenuta conto", "canone carta"),
        Out(Names.Fines, "contravvenzione"),
        Out(Names.LoanRepayment, "prestito", "rata prestito", "finanziamento"),
        Out(Names.CashWithdrawal, "prelievo", "prelievo bancomat", "prelievo contante", "prelevamento"),
        In(Names.CashDeposit, "versamento contanti", "versamento contante"),
        Both(Names.Savings, "risparmio", "conto deposito"),
        Both(Names.Investments, "investimenti", "titoli", "fondo comune"),
        Both(Names.Transfer, "giroconto", "bonifico", "giro conto"),
    ];
}
