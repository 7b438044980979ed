using static Workforce.Core.Finance.Categories.Rules.KnownMerchant;
using Names = Workforce.Core.Finance.Categories.CategoryNames;

namespace Workforce.Core.Finance.Categories.Rules;

/// <summary>Authorities, charities and financial firms that people pay under a name of their own.</summary>
internal static class OfficialMerchants
{
    public static IReadOnlyList<KnownMerchant> All { get; } =
    [
        Of(Names.IncomeTax, "Centre des Impôts", "centre des impots", "impots gouv", "dgfip", "tresor public", "direction generale des finances publiques"),
        Of(Names.IncomeTax, "Finanzamt", "finanzamt", "finanzkasse"),
        Of(Names.IncomeTax, "Belastingdienst", "belastingdienst"),
        Of(Names.IncomeTax, "HM Revenue & Customs", "hmrc", "hm revenue"),
        Of(Names.Vat, "HM Revenue & Customs VAT", "hmrc vat"),
        Of(Names.IncomeTax, "Internal Revenue Service", "irs usataxpymt", "irs treas", "usataxpymt", "internal revenue service", "eftps"),
        Of(Names.IncomeTax, "Franchise Tax Board", "franchise tax board", "franchise tax bo"),
        Of(Names.IncomeTax, "Agencia Tributaria", "agencia tributaria", "aeat"),
        Of(Names.IncomeTax, "Agenzia delle Entrate", "agenzia delle entrate"),
        Of(Names.IncomeTax, "Revenue Commissioners", "revenue commissioners", "collector general"),
        Of(Names.SocialContributions, "URSSAF", "urssaf"),
        Of(Names.SocialContributions, "Deutsche Rentenversicherung", "deutsche rentenversicherung"),
        Of(Names.SocialContributions, "Künstlersozialkasse", "kunstlersozialkasse", "kuenstlersozialkasse"),
        Of(Names.SocialContributions, "Seguridad Social", "seguridad social", "tgss"),
        Of(Names.SocialContributions, "AHV/AVS", "ahv ausgleichskasse", "ausgleichskasse"),
        Of(Names.OtherTaxes, "Kfz-Steuer", "bundeskasse kfz", "kraftfahrzeugsteuer", "kfz steuer"),
        Of(Names.OtherTaxes, "DVLA", "dvla vehicle tax", "dvla"),

        Of(Names.Benefits, "Familienkasse", "familienkasse", "kindergeld"),
        Of(Names.Benefits, "Bundesagentur für Arbeit", "bundesagentur fur arbeit", "agentur fur arbeit", "agentur fuer arbeit"),
        Of(Names.Benefits, "CAF", "caf", "caf de", "caisse allocations familiales", "allocations familiales"),
        Of(Names.Benefits, "CPAM", "cpam", "assurance maladie"),
        Of(Names.Benefits, "France Travail", "france travail", "pole emploi"),
        Of(Names.Benefits, "DWP", "dwp", "universal credit"),
        Of(Names.Pension, "Social Security", "ssa treas", "social security"),

        Of(Names.Charity, "Médecins Sans Frontières", "medecins sans frontieres", "doctors without borders", "arzte ohne grenzen", "aerzte ohne grenzen"),
        Of(Names.Charity, "Red Cross", "red cross", "croix rouge", "deutsches rotes kreuz", "rotes kreuz", "rode kruis", "cruz roja"),
        Of(Names.Charity, "UNICEF", "unicef"),
        Of(Names.Charity, "WWF", "wwf"),
        Of(Names.Charity, "Greenpeace", "greenpeace"),
        Of(Names.Charity, "Amnesty International", "amnesty international", "amnesty"),
        Of(Names.Charity, "Oxfam", "oxfam"),
        Of(Names.Charity, "Caritas", "caritas"),
        Of(Names.Charity, "Save the Children", "save the children"),
        Of(Names.Charity, "Wikimedia", "wikimedia"),
        Of(Names.Charity, "Restos du Cœur", "restos du coeur", "restaurants du coeur"),

        Of(Names.Investments, "Interactive Brokers", "interactive brokers"),
        Of(Names.Investments, "Trade Republic", "trade republic"),
        Of(Names.Investments, "Scalable Capital", "scalable capital"),
        Of(Names.Investments, "Vanguard", "vanguard"),
        Of(Names.Investments, "Fidelity", "fidelity investments", "fidelity"),
        Of(Names.Investments, "Coinbase", "coinbase"),
        Of(Names.Investments, "Boursorama", "boursorama bourse"),
        Of(Names.Investments, "DEGIRO", "degiro"),
        Of(Names.LoanRepayment, "Navient", "navient"),
        Of(Names.LoanRepayment, "Student Loans Company", "student loans company", "slc receipts"),
    ];
}
