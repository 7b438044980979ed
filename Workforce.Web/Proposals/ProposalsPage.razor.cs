using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Workforce.Contracts.Agents;
using Workforce.Contracts.Proposals;
using Workforce.Web.Clients;
using Workforce.Web.Identity;
using Workforce.Web.Live;
using Workforce.Web.Ui;

namespace Workforce.Web.Proposals;

/// <summary>The page as a list that is gone through: what is shown, chosen and selected. What is decided is in the other half.</summary>
public sealed partial class ProposalsPage
{
    private const int PageSize = 50;
    private const string Pending = "pending";

    private readonly HashSet<Guid> marked = [];
    private readonly Stack<string?> before = new();
    private LoadView<ProposalPage>? list;
    private LoadView<ProposalDetail>? detail;
    private BulkBar? bulk;
    private AgentDashboard? dashboard;
    private ProposalFilter filter = new();
    private string? after;
    private Guid? chosen;
    private Guid? openedBefore;
    private int place;
    private bool keysShown;
    private string role = Roles.Member;
    private IJSObjectReference? script;
    private DotNetObjectReference<ProposalsPage>? self;
    private Pulse? rows;
    private Pulse? counts;

    [Parameter]
    public Guid? Opened { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Person { get; set; }

    [Inject]
    private ProposalsClient Proposals { get; set; } = null!;

    [Inject]
    private AgentsClient Agents { get; set; } = null!;

    [Inject]
    private LiveEvents Live { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IReadOnlyList<ProposalRow> Shown => list?.Value is { } page ? [.. Inbox.Groups(page.Proposals, filter.Group).SelectMany(group => group.Rows)] : [];

    private string EmptyTitle => !filter.IsWhole ? "No proposal fits" : filter.View switch { ProposalFilter.Open => "Nothing to decide", "recheck" => "Nothing to look at again", "failed" => "Everything was carried out", _ => "No proposal yet" };

    private string EmptyText => !filter.IsWhole ? "Nothing passes all of the filters at once." : filter.View switch
    {
        "recheck" => "Of what rules approve, a sample is put here for a person to look at.",
        "failed" => "What is approved and cannot be carried out is put here, with the reason.",
        _ => "When an agent proposes something, it is here within a second.",
    };

    protected override async Task OnInitializedAsync()
    {
        rows = new(LookAsync, Time, TimeSpan.FromMilliseconds(150));
        counts = new(CountAsync, Time, TimeSpan.FromMilliseconds(400));
        Live.Changed += Hear;
        Live.ConnectionChanged += Refresh;
        Navigation.LocationChanged += Moved;
        role = Person is null ? role : SessionClaims.Role((await Person).User);
        if (RendererInfo.IsInteractive)
            await CountAsync();
    }

    protected override void OnParametersSet()
    {
        ReadAddress();
        if (Opened != openedBefore && Opened is { } opened)
            Choose(opened);
        openedBefore = Opened;
    }

    // Another filter is another address of the same page, which sets no parameter.
    private void Moved(object? sender, Microsoft.AspNetCore.Components.Routing.LocationChangedEventArgs to) => InvokeAsync(() =>
    {
        if (Navigation.ToBaseRelativePath(to.Location).StartsWith("proposals", StringComparison.Ordinal))
        {
            ReadAddress();
            StateHasChanged();
        }
    });

    private void ReadAddress()
    {
        var words = System.Web.HttpUtility.ParseQueryString(new Uri(Navigation.Uri).Query);
        var asked = ProposalFilter.Parse(name => words[name]);
        if (asked.Question("") != filter.Question(""))
            StartOver();
        filter = asked;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        script = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/inbox.js"]}");
        self = DotNetObjectReference.Create(this);
        await script.InvokeVoidAsync("attach", self);
    }

    private async Task<ProposalPage> LoadAsync(CancellationToken stop)
    {
        var page = await Proposals.ListAsync(filter, after, PageSize, stop);
        var shown = Inbox.Groups(page.Proposals, filter.Group).SelectMany(group => group.Rows).ToList();
        marked.IntersectWith(shown.Select(row => row.Id));
        if (chosen is null && shown.Count > 0)
            Choose(shown[0].Id);
        else if (Inbox.Find(shown, chosen) is >= 0 and var at)
            place = at;
        StateHasChanged();
        return page;
    }

    private void Apply(ProposalFilter changed) => Navigation.NavigateTo(changed.Path(), replace: true);

    private void StartOver()
    {
        before.Clear();
        (after, chosen) = (null, null);
        marked.Clear();
        Settle();
    }

    private void Next() => Turn(list?.Value?.Next, forward: true);

    private void Back() => Turn(before.Count > 0 ? before.Pop() : null, forward: false);

    private void Turn(string? to, bool forward)
    {
        if (forward)
            before.Push(after);
        (after, chosen) = (to, null);
        marked.Clear();
        Settle();
    }

    private void Choose(Guid id)
    {
        if (chosen == id)
            return;
        chosen = id;
        place = Math.Max(0, Inbox.Find(Shown, id));
        Settle();
    }

    private void Toggle(Guid id)
    {
        if (!marked.Remove(id))
            marked.Add(id);
    }

    private void MarkAll() => marked.UnionWith(Shown.Where(row => row.Status == Pending).Select(row => row.Id));

    private void Hear(string subject)
    {
        if (subject is not (ProposalWords.Subject or LiveEvents.Anything))
            return;
        InvokeAsync(rows!.BeatAsync);
        InvokeAsync(counts!.BeatAsync);
    }

    private void Refresh() => InvokeAsync(StateHasChanged);

    /// <summary>Looks again at the page and at the one that is open, without a sign of it: what is chosen, selected and scrolled to stays.</summary>
    private async Task LookAsync()
    {
        if (Stop.IsCancellationRequested)
            return;
        await Task.WhenAll(list is { IsFetching: true } ? list.ReloadAsync() : list?.RefreshAsync() ?? Task.CompletedTask, detail?.RefreshAsync() ?? Task.CompletedTask);
        StateHasChanged();
    }

    private async Task CountAsync()
    {
        try
        {
            dashboard = await Agents.DashboardAsync(Stop);
            StateHasChanged();
        }
        catch (ApiProblemException)
        {
            // The tabs keep the numbers that they had; the list says what is wrong.
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    protected override void Leave()
    {
        Live.Changed -= Hear;
        Live.ConnectionChanged -= Refresh;
        Navigation.LocationChanged -= Moved;
        _ = LetGoAsync();
    }

    private async Task LetGoAsync()
    {
        self?.Dispose();
        if (script is null)
            return;
        try
        {
            await script.InvokeVoidAsync("detach");
            await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
    }
}
