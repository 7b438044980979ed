using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Workforce.Core.Data;

/// <summary>What is to be done when the transaction of a context is committed.</summary>
internal sealed class AfterCommit : DbTransactionInterceptor
{
    private readonly List<Action> actions = [];

    public void Add(Action action) => actions.Add(action);

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Run();

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Run();
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => actions.Clear();

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        actions.Clear();
        return Task.CompletedTask;
    }

    private void Run()
    {
        Action[] due = [.. actions];
        actions.Clear();
        foreach (var action in due)
            action();
    }
}
