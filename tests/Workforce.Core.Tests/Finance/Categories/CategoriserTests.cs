using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Categories;

public sealed class CategoriserTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("REWE SAGT DANKE 1234", -23.40, "food.groceries")]
    [InlineData("ATMD 22 SEP", -20, "cash.withdrawal")]
    [InlineData("ATM CARREFOUR PARIS", -50, "cash.withdrawal")]
    [InlineData("ATM08SEP", -50, "cash.withdrawal")]
    [InlineData("VIREMENT VERS ÉPARGNE", -10, "savings")]
    [InlineData("Virement", -10, "transfer")]
    [InlineData("Wynagrodzenie za marzec", 5000, "income.salary")]
    [InlineData("CCY CONVERSION FEE", -6.66, "fees.bank")]
    [InlineData("Gehalt Amazon EU Sarl", 3500, "income.salary")]
    [InlineData("Gehalt Frau Kunze", -1500, "business.wages")]
    [InlineData("Amazon Rückerstattung", 20, "refunds")]
    [InlineData("AMZN Mktp DE", 20, "refunds")]
    [InlineData("AMZN Mktp DE", -20, "shopping")]
    [InlineData("RENT A CAR SEVILLA", -120, "travel")]
    [InlineData("Rent June", -900, "housing.rent")]
    [InlineData("Miete April", -900, "housing.rent")]
    [InlineData("Loyer Avril", -900, "housing.rent")]
    [InlineData("Alquiler abril", -900, "housing.rent")]
    [InlineData("Huur april", -900, "housing.rent")]
    [InlineData("Affitto aprile", -900, "housing.rent")]
    [InlineData("Haftpflichtversicherung 2024", -80, "insurance")]
    [InlineData("Shell Energy direct debit", -80, "utilities.energy")]
    [InlineData("Shell 1234", -60, "transport.fuel")]
    [InlineData("Interest Paid", 0.09, "interest")]
    [InlineData("Sollzinsen", -3, "fees.interest")]
    [InlineData("Umsatzsteuer Voranmeldung Finanzamt", -400, "taxes.vat")]
    [InlineData("Finanzamt Berlin", -400, "taxes.income")]
    [InlineData("PAYMENT RECEIVED - THANK YOU", 1100, "transfer.card")]
    [InlineData("Umbuchung Tagesgeld", -500, "savings")]
    [InlineData("Spende Ärzte ohne Grenzen", -50, "charity")]
    [InlineData("Steuerberater Krause", -300, "professional.services")]
    public void The_built_in_rules_read_the_text_in_its_language(string text, double amount, string expected)
    {
        var decision = Categoriser.Decide(Line("2026-01-01", (decimal)amount, text), CategoryKnowledge.Empty);
        Assert.Equal((expected, DecisionSource.BuiltInRule), (decision.Category, decision.Source));
        Assert.InRange(decision.Confidence, 0.5, 0.9);
    }

    [Theory]
    [InlineData("Logement:Loyer", -3700, "x", "housing.rent")]
    [InlineData("Loisirs:Cinéma-Théâtre", -380, "Cash", "leisure.entertainment")]
    [InlineData("Impôts:Impôts sur le revenu", -4158.69, "x", "taxes.income")]
    [InlineData("Automobile:Crédit auto", -4213.14, "x", "loan.repayment")]
    [InlineData("Salaire:Salaire net", 11351.24, "x", "income.salary")]
    [InlineData("[Livret bleu]", -2500, "Economies", "savings")]
    [InlineData("[Checking]", 100, "x", "transfer")]
    [InlineData("income_salary", 6946.65, "x", "income.salary")]
    [InlineData("food.groceries", -1, "x", "food.groceries")]
    [InlineData("Phone and internet", -1, "x", "utilities.telecom")]
    // An area is narrowed by what the text says.
    [InlineData("housing", -24.95, "Internet Provider", "utilities.telecom")]
    [InlineData("housing", -1351.50, "Landlord", "housing.rent")]
    [InlineData("food", -40, "Restaurant", "food.restaurants")]
    [InlineData("food", -40, "x", "food.groceries")]
    public void The_category_the_file_states_is_read(string stated, double amount, string text, string expected)
    {
        var decision = Categoriser.Decide(Line("2026-01-01", (decimal)amount, text, stated: stated), CategoryKnowledge.Empty);
        Assert.Equal((expected, DecisionSource.Stated), (decision.Category, decision.Source));
    }

    [Fact]
    public void A_stated_category_that_says_nothing_leaves_the_line_to_the_rules() =>
        Assert.Equal(
            DecisionSource.BuiltInRule,
            Categoriser.Decide(Line("2026-01-01", -9.99m, "Netflix", stated: "Divers"), CategoryKnowledge.Empty).Source);

    [Fact]
    public void Each_source_outranks_the_ones_after_it()
    {
        var line = Line("2026-01-01", -25, "Netflix", stated: "Charity");
        var correction = new Correction(line.Id, "netflix", "Netflix", -25, CategoryNames.Travel, Noon);
        var otherCorrection = correction with { LineId = Guid.NewGuid(), ToCategory = CategoryNames.Pets };
        var rule = new UserRule(Guid.NewGuid(), "netflix", CategoryNames.Education, Noon);
        var past = new PastDecision("netflix", "Netflix", MoneyDirection.Out, CategoryNames.Health, DecisionSource.Model);
        var bare = line with { StatedCategory = null };
        var unknown = bare with { Description = "Zyxwv Qrst" };
        var pastOfUnknown = past with { MerchantKey = "zyxwv qrst", MerchantName = "Zyxwv Qrst" };

        Assert.Equal(
            [
                (CategoryNames.Travel, DecisionSource.User),
                (CategoryNames.Education, DecisionSource.UserRule),
                (CategoryNames.Pets, DecisionSource.UserRule),
                (CategoryNames.Charity, DecisionSource.Stated),
                (CategoryNames.Media, DecisionSource.BuiltInRule),
                (CategoryNames.Health, DecisionSource.History),
                (CategoryNames.Uncategorised, DecisionSource.None),
            ],
            new (LedgerLine Line, CategoryKnowledge Knowledge)[]
            {
                (line, new([rule], [correction, otherCorrection], [past])),
                (line, new([rule], [otherCorrection], [past])),
                (line, new([], [otherCorrection], [past])),
                (line, new([], [], [past])),
                (bare, new([], [], [past])),
                (unknown, new([], [], [pastOfUnknown])),
                (unknown, CategoryKnowledge.Empty),
            }.Select(given => Categoriser.Decide(given.Line, given.Knowledge)).Select(decision => (decision.Category, decision.Source)));
    }

    [Fact]
    public void Of_several_rules_the_most_specific_then_the_newest_wins()
    {
        UserRule Rule(string category, int day, string? text = null, MoneyDirection? direction = null) =>
            new(Guid.NewGuid(), "amazon", category, Noon.AddDays(day), text, direction);

        var all = new[]
        {
            Rule(CategoryNames.Shopping, 9), Rule(CategoryNames.Books, 8), Rule(CategoryNames.Refunds, 1, direction: MoneyDirection.In),
            Rule(CategoryNames.OfficeSupplies, 0, text: "Büro"),
        };
        string Of(string text, decimal amount) => Categoriser.Decide(Line("2026-01-01", amount, text), new(all, [], [])).Category;

        Assert.Equal(
            [CategoryNames.Shopping, CategoryNames.Refunds, CategoryNames.OfficeSupplies],
            [Of("Amazon", -5), Of("Amazon", 5), Of("Amazon BURO order", -5)]);
    }

    [Fact]
    public void An_opening_balance_is_no_income() =>
        Assert.Equal(CategoryNames.Transfer, Categoriser.Decide(Line("1995-01-01", 5762.36m, "Opening Balance", opening: true), CategoryKnowledge.Empty).Category);

    [Fact]
    public void Guesses_of_the_past_are_no_evidence()
    {
        var guesses = Enumerable.Range(0, 9).Select(_ => new PastDecision("zyxwv", "Zyxwv", MoneyDirection.Out, CategoryNames.Pets, DecisionSource.Offline)).ToList();
        Assert.Equal(DecisionSource.None, Categoriser.Decide(Line("2026-01-01", -5.55m, "Zyxwv"), new([], [], guesses)).Source);
    }

    [Theory]
    [InlineData("Netflux", -9.99, "subscriptions.media", DecisionSource.Offline)]
    [InlineData("Blumen Schmidt", -30, "gifts", DecisionSource.Offline)]
    [InlineData("", -200, "cash.withdrawal", DecisionSource.Offline)]
    [InlineData("", -201, "uncategorised", DecisionSource.None)]
    [InlineData("Zyxwv", 10, "income.other", DecisionSource.Offline)]
    public void What_is_left_is_guessed_and_marked_so(string text, double amount, string category, DecisionSource source)
    {
        var history = new PastDecision("blumen schmitt", "Blumen Schmitt", MoneyDirection.Out, CategoryNames.GiftsGiven, DecisionSource.User);
        var decision = OfflineCategoriser.Decide(Line("2026-01-01", (decimal)amount, text), new([], [], [history]));
        Assert.Equal((category, source), (decision.Category, decision.Source));
        Assert.InRange(decision.Confidence, 0, 0.5);
    }

    [Fact]
    public void A_models_answer_must_name_a_category_of_the_catalogue()
    {
        var line = Line("2026-01-01", -5, "Zyxwv");
        Assert.Null(Categoriser.FromModel(line, "food.moon", 0.9, "…"));
        Assert.Equal((CategoryNames.Pets, 1.0, DecisionSource.Model), Categoriser.FromModel(line, CategoryNames.Pets, 7, "…") is { } d ? (d.Category, d.Confidence, d.Source) : default);
    }
}
