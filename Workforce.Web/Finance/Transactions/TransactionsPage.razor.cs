using Microsoft.AspNetCore.Components;
using Radzen;
using Radzen.Blazor;
using Workforce.Contracts.Finance;
using Workforce.Web.Clients;

namespace Workforce.Web.Finance.Transactions;

public sealed partial class TransactionsPage
{
    private const int PageSize = 50;

    private RadzenDataGrid<TransactionRow>? grid;
    private TransactionPage? page;
    private ApiProblem? problem;
    private TransactionFilter? loaded;
    private bool loading;
    private int asked;

    [Inject]
    private FinanceClient Finance { get; set; } = null!;

    [Inject]
    private CategoryBook Book { get; set; } = null!;

    [Inject]
    private Recategorise Recategorise { get; set; } = null!;

    [Inject]
    private Reversible Reversible { get; set; } = null!;

    [Inject]
    private Connectivity Connectivity { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "text")]
    private string? TextWord { get; set; }

    [SupplyParameterFromQuery(Name = "account")]
    private string? AccountWord { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? CategoryWord { get; set; }

    [SupplyParameterFromQuery(Name = "statement")]
    private string? StatementWord { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromWord { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToWord { get; set; }

    [SupplyParameterFromQuery(Name = "currency")]
    private string? CurrencyWord { get; set; }

    [SupplyParameterFromQuery(Name = "uncategorised")]
    private string? UncategorisedWord { get; set; }

    /// <summary>The address is the filter: a link, the back button and a bookmark all show the same lines again.</summary>
    private TransactionFilter Filter => TransactionFilter.Parse(name => name switch
    {
        "text" => TextWord,
        "account" => AccountWord,
        "category" => CategoryWord,
        "statement" => StatementWord,
        "from" => FromWord,
        "to" => ToWord,
        "currency" => CurrencyWord,
        _ => UncategorisedWord,
    });

    protected override void OnInitialized()
    {
        Connectivity.Recovered += Refresh;
        Reversible.TakenBack += Refresh;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (grid is not null && loaded is not null && loaded != Filter)
            await grid.FirstPage(true);
    }

    private void Apply(TransactionFilter filter) => Navigation.NavigateTo(filter.Path("transactions"), replace: true);

    private async Task LoadAsync(LoadDataArgs args)
    {
        var mine = ++asked;
        var filter = loaded = Filter;
        loading = true;
        try
        {
            await Book.AllAsync(Stop);
            var sort = args.Sorts?.FirstOrDefault() is { } by ? (by.SortOrder == SortOrder.Descending ? "-" : "") + by.Property?.ToLowerInvariant() : null;
            var fetched = await Finance.TransactionsAsync(filter, sort, args.Skip ?? 0, args.Top ?? PageSize, Stop);
            // A slower answer to an older question is not shown.
            if (mine == asked)
                (page, problem) = (fetched, null);
        }
        catch (ApiProblemException failed) when (mine == asked)
        {
            problem = failed.Problem;
            if (page is not null)
                Toasts.Problem(failed.Problem);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (mine == asked)
        {
            loading = false;
            StateHasChanged();
        }
    }

    private Task ReloadAsync() => grid?.Reload() ?? Task.CompletedTask;

    private void Refresh() => InvokeAsync(ReloadAsync);

    private async Task ChooseAsync(TransactionRow line)
    {
        if (await Recategorise.AskAsync(line) is not { } choice)
            return;
        await ActAsync(async stop =>
        {
            var done = await Recategorise.ApplyAsync(line, choice, stop);
            Replace(done.Transaction);
            if (done.AlsoChanged > 0)
                await ReloadAsync();
        });
    }

    private void Replace(TransactionRow changed) =>
        page = page is null ? null : page with { Transactions = [.. page.Transactions.Select(line => line.Id == changed.Id ? changed : line)] };

    protected override void Leave()
    {
        Connectivity.Recovered -= Refresh;
        Reversible.TakenBack -= Refresh;
    }
}
