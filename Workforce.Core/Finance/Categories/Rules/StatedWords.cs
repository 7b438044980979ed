using Names = Workforce.Core.Finance.Categories.CategoryNames;

namespace Workforce.Core.Finance.Categories.Rules;

/// <summary>A category word that statements and other programs use for a whole area.</summary>
/// <param name="Area">Wire names it may stand for.</param>
/// <param name="Default">What it means where nothing narrows it, null: then it decides nothing alone.</param>
internal sealed record StatedArea(string[] Words, string[] Area, string? Default);

/// <summary>Area words by language; the narrower words are those of <see cref="WordRules"/>.</summary>
internal static class StatedWords
{
    private static readonly string[] Home =
        [Names.Rent, Names.Mortgage, Names.Maintenance, Names.Furnishing, Names.Energy, Names.Water, Names.Telecom, Names.Insurance];

    private static readonly string[] Food = [Names.Groceries, Names.Restaurants];

    private static readonly string[] Moving = [Names.Fuel, Names.PublicTransport, Names.Taxi, Names.Parking, Names.Car, Names.Travel, Names.Insurance, Names.LoanRepayment];

    private static readonly string[] Leisure =
        [Names.Entertainment, Names.Fitness, Names.Media, Names.Books, Names.Restaurants, Names.Clothing, Names.Electronics, Names.Shopping];

    private static readonly string[] Shops =
        [Names.Shopping, Names.Clothing, Names.Electronics, Names.Books, Names.Furnishing, Names.PersonalCare, Names.GiftsGiven, Names.OfficeSupplies];

    private static readonly string[] Income =
        [Names.Salary, Names.SelfEmployment, Names.Benefits, Names.Pension, Names.Interest, Names.Refunds, Names.GiftsReceived, Names.IncomeOther];

    private static readonly string[] Work = [Names.OfficeSupplies, Names.ProfessionalServices, Names.Marketing, Names.Software, Names.Wages, Names.Travel, Names.PublicTransport];

    public static IReadOnlyList<StatedArea> Areas { get; } =
    [
        new(["housing", "home", "household", "logement", "maison", "wohnen", "haushalt", "wonen", "huishouden", "vivienda", "casa"], Home, null),
        new(["utilities", "bills", "charges", "nebenkosten", "vaste lasten", "suministros", "facturas"], Home, null),
        new(["food", "food drink", "food drinks", "eating", "alimentation", "nourriture", "essen", "essen trinken", "eten", "voeding", "comida"], Food, Names.Groceries),
        new(["transport", "transportation", "travel commute", "déplacements", "deplacements prof", "mobilität", "verkehr", "vervoer", "transporte", "trasporti"], Moving, Names.PublicTransport),
        new(["auto", "automobile", "car", "voiture", "fahrzeug", "kfz", "coche"], Moving, Names.Car),
        new(["leisure", "free time", "fun", "loisirs", "freizeit", "vrije tijd", "ocio", "tempo libero", "entertainment"], Leisure, Names.Entertainment),
        new(["shopping", "einkaufen", "achats", "winkelen", "compras"], Shops, Names.Shopping),
        new(["income", "revenus", "einnahmen", "einkommen", "inkomen", "ingresos", "entrate", "other income"], Income, Names.IncomeOther),
        new(["business", "work", "office", "bureau", "büro", "geschäftlich", "zakelijk", "trabajo"], Work, null),
        new(["vacances", "urlaub", "vakantie", "vacaciones", "holiday", "holidays", "vacation", "trips"], [Names.Travel, Names.Restaurants], Names.Travel),
        new(["health", "health care", "healthcare", "santé", "gesundheit", "gezondheid", "salud", "salute"], [Names.Health, Names.Insurance, Names.PersonalCare], Names.Health),
    ];

    private static readonly Dictionary<string, StatedArea> ByWord =
        Areas.SelectMany(area => area.Words, (area, word) => (Word: TextFold.Fold(word), Area: area)).ToDictionary(pair => pair.Word, pair => pair.Area);

    public static StatedArea? AreaOf(string folded) => ByWord.GetValueOrDefault(folded);
}
