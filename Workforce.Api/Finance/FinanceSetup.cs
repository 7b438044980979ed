namespace Workforce.Api.Finance;

internal static class FinanceSetup
{
    public static void MapFinance(this RouteGroupBuilder api)
    {
        api.MapStatements();
        api.MapTransactions();
        api.MapReceipts();
        api.MapRules();
        api.MapIgnores();
        api.MapAnalysis();
        api.MapOverview();
        api.MapTaxProfile();
    }
}
