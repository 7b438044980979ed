using static Workforce.Core.Finance.Categories.Rules.WordRule;
using Names = Workforce.Core.Finance.Categories.CategoryNames;

namespace Workforce.Core.Finance.Categories.Rules;

internal static class EnglishWords
{
    public static IReadOnlyList<WordRule> All { get; } =
    [
        In(Names.Salary, "salary", "salary payment", "payroll", "wages", "direct dep", "net pay", "employer", "paycheck", "bonus payment"),
        Out(Names.Wages, "payroll", "wages", "salary", "salaries"),
        In(Names.SelfEmployment, "invoice payment", "client payment", "stripe payout", "stripe transfer", "square deposit", "consulting fee", "freelance"),
        In(Names.Benefits, "child benefit", "unemployment", "jobseekers", "stimulus"),
        In(Names.Pension, "pension payment", "state pension", "annuity"),
        Out(Names.Savings, "pension contribution", "pension fund", "retirement contribution"),
        In(Names.Interest, "interest paid", "interest earned", "interest payment", "credit interest", "dividend", "dividends", "dividend earned", "interest"),
        Out(Names.InterestPaid, "debit interest", "overdraft interest", "interest charge", "interest charged"),
        In(Names.Refunds, "refund", "refunded", "reimbursement", "rebate", "chargeback", "cashback", "tax refund", "taxrfd", "nysttaxrfd", "return of goods"),
        In(Names.GiftsReceived, "birthday gift", "gift"),

        Out(Names.Rent, "rent", "monthly rent", "rent payment", "landlord", "letting agent", "lettings", "realty", "property management", "ppty mgmt", "housing"),
        Out(Names.Mortgage, "mortgage", "home loan"),
        Out(Names.Maintenance, "plumber", "plumbing", "electrician", "hardware store", "diy", "repairs", "cleaner", "cleaning service", "locksmith", "gardener", "handyman"),
        Out(Names.Furnishing, "furniture", "household goods", "kitchenware", "homeware"),
        Out(Names.Energy, "electricity", "electric bill", "electric", "gas bill", "energy", "heating", "hydro power"),
        Out(Names.Water, "water bill", "water charges", "water utility", "sewer", "waste collection", "bin collection", "utility company"),
        Out(Names.Telecom, "broadband", "internet", "internet provider", "internet service", "phone bill", "telephone", "mobile phone", "wireless", "telecom"),

        Out(Names.Groceries, "supermarket", "grocery", "groceries", "grocer", "food market", "market", "mart", "minimarket", "butcher", "greengrocer", "deli", "bakery", "wine store", "liquor", "off licence", "farm shop", "food store", "convenience store"),
        Out(Names.Restaurants, "restaurant", "cafe", "coffee", "coffee shop", "pizza", "pizzeria", "sushi", "burger", "kebab", "diner", "bistro", "takeaway", "eats", "eatery", "grill", "steakhouse", "pub", "bar", "tavern", "brewery", "food hall", "lunch", "dinner", "breakfast", "ice cream", "falafel", "noodle", "canteen", "vending"),
        Out(Names.Fuel, "petrol", "fuel", "gas station", "gasoline", "service station", "filling station", "ev charging", "diesel"),
        Out(Names.PublicTransport, "train", "railway", "rail", "bus", "metro", "subway ticket", "tram", "transit", "public transport", "train ticket", "commute", "ferry"),
        Out(Names.Taxi, "taxi", "cab", "taxis", "minicab", "rideshare", "ride hailing"),
        Out(Names.Parking, "parking", "car park", "toll", "tolls", "park ride", "congestion charge"),
        Out(Names.Car, "car repair", "garage", "tyres", "tires", "car wash", "auto parts", "mot test", "vehicle service", "car service"),
        Out(Names.Travel, "airline", "airlines", "airways", "flight", "hotel", "hostel", "travel agency", "travel booking", "travel service", "booking service", "car rental", "rent a car", "car hire", "airport", "resort", "motel", "cruise", "lodging", "guest house"),

        Out(Names.Software, "software", "saas", "hosting", "domain name", "domain renewal", "cloud services", "app subscription", "web services"),
        Out(Names.Media, "streaming", "magazine", "newspaper", "cable tv", "satellite tv", "music subscription"),
        Out(Names.Insurance, "insurance", "assurance", "insurance premium", "life cover", "premium invoice", "insurer"),
        Out(Names.Health, "pharmacy", "chemist", "doctor", "dentist", "dental", "hospital", "clinic", "medical", "optician", "physio", "physiotherapy", "therapist", "drugstore", "prescription", "surgery", "medic", "laboratory"),
        Out(Names.PersonalCare, "hairdresser", "barber", "salon", "beauty", "spa", "nails", "cosmetics", "massage"),
        Out(Names.Fitness, "gym", "fitness", "yoga", "swimming pool", "sports club", "pilates", "golf", "ice rink"),
        Out(Names.Entertainment, "cinema", "theatre", "theater", "museum", "concert", "tickets", "games", "zoo", "bowling", "festival", "lottery", "casino", "betting", "nightclub"),
        Out(Names.Pets, "pet shop", "pet supplies", "veterinary", "vet", "vets", "animal hospital"),
        Out(Names.Children, "nursery", "childcare", "kindergarten", "daycare", "child care", "babysitter", "toys"),
        Out(Names.Education, "school", "university", "college", "tuition", "course", "training", "school fees", "exam fee", "library"),
        Out(Names.Shopping, "department store", "store", "shop", "online store", "retail", "outlet", "florist"),
        Out(Names.Clothing, "clothing", "clothes", "shoes", "fashion", "apparel", "footwear", "tailor", "boutique"),
        Out(Names.Electronics, "electronics", "computer", "computers", "laptop", "camera", "appliances"),
        Out(Names.Books, "bookstore", "bookshop", "books", "stationery", "newsagent"),
        Out(Names.GiftsGiven, "gift", "gifts", "gift card", "flowers", "present"),
        Out(Names.Charity, "charity", "donation", "donations", "fundraising", "church", "foundation"),
        Out(Names.OfficeSupplies, "office supplies", "printer", "toner", "packaging supplies", "postage", "post office", "courier", "shipping"),
        Out(Names.ProfessionalServices, "accountant", "accounting", "accountancy", "lawyer", "solicitor", "solicitors", "attorney", "legal fees", "notary", "consulting", "consultancy", "bookkeeping", "tax adviser", "tax preparation", "translation", "architect"),
        Out(Names.Marketing, "advertising", "marketing", "adwords", "sponsorship"),

        Out(Names.IncomeTax, "income tax", "estimated tax", "self assessment", "tax payment", "franchise tax"),
        Out(Names.Vat, "vat payment", "vat return", "sales tax"),
        Out(Names.SocialContributions, "national insurance", "social insurance"),
        Out(Names.OtherTaxes, "council tax", "property tax", "vehicle tax", "road tax", "stamp duty", "customs duty"),
        Out(Names.BankFees, "bank fee", "bank fees", "monthly fee", "account fee", "service charge", "maintenance fee", "overdraft fee", "atm fee", "foreign transaction fee", "ccy conversion fee", "conversion fee", "returned check fee", "wire fee", "commission", "card fee", "late fee", "pos chg", "non sterling fee", "stamp duty on cards"),
        In(Names.Refunds, "atm fee rebate", "fee rebate", "goodwill"),
        Out(Names.Fines, "penalty charge", "parking fine", "speeding fine", "penalty fee", "penalty notice"),
        Out(Names.LoanRepayment, "loan", "loan repayment", "loan payment", "student loan", "car loan", "car finance", "instalment", "installment"),
        Out(Names.CashWithdrawal, "atm", "atmd", "atm withdrawal", "cash withdrawal", "cash machine", "cashpoint", "cash advance", "cash", "atm at"),
        In(Names.CashDeposit, "cash deposit", "cash paid in"),
        // Cash drawn at the bank, seen from the purse.
        In(Names.Transfer, "cash withdrawal", "atm withdrawal"),
        Both(Names.CardPayment, "credit card payment", "card ending in", "payment received thank you", "payment thank you", "card payment thank you", "autopay", "payment by internet", "payment from checking account", "balance payment"),
        Both(Names.Savings, "savings", "savings account", "to savings", "from savings", "save the change", "round up"),
        Both(Names.Investments, "brokerage", "broker", "investment", "investment broker", "investments", "investment sec", "securities", "shares purchase", "mutual fund", "etf"),
        Both(Names.Transfer, "transfer", "funds transfer", "wire transfer", "account transfer", "internal transfer", "ext trnsfr", "bank transfer", "own account", "standing order to self"),
    ];
}
