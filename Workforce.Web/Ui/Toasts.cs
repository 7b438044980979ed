using Microsoft.AspNetCore.Components;
using Radzen;
using Workforce.Web.Clients;

namespace Workforce.Web.Ui;

/// <summary>Short messages at the edge of the page. One that offers to undo stays longer; a problem stays until it is closed.</summary>
internal sealed class Toasts(NotificationService notifications)
{
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(8);

    public void Done(string text) => Show(NotificationSeverity.Success, text, null, TimeSpan.FromSeconds(4));

    public void Say(string text, string? detail = null) => Show(NotificationSeverity.Info, text, detail, TimeSpan.FromSeconds(6));

    public void Problem(ApiProblem problem)
    {
        var detail = problem.Text == problem.Title ? null : problem.Text;
        Show(NotificationSeverity.Error, problem.Title, problem.TraceId is null ? detail : $"{detail} Trace {problem.TraceId}", TimeSpan.FromSeconds(20));
    }

    /// <param name="label">What the button says, where taking it back is not quite undoing it.</param>
    public void Undo(string text, string? detail, Func<Task> undo, string label = "Undo")
    {
        NotificationMessage? message = null;
        message = new NotificationMessage
        {
            Severity = NotificationSeverity.Success,
            Summary = text,
            Duration = UndoTime.TotalMilliseconds,
            ShowProgress = true,
            DetailContent = _ => builder =>
            {
                builder.OpenComponent<UndoDetail>(0);
                builder.AddComponentParameter(1, nameof(UndoDetail.Text), detail);
                builder.AddComponentParameter(2, nameof(UndoDetail.Label), label);
                builder.AddComponentParameter(3, nameof(UndoDetail.Undo), EventCallback.Factory.Create(this, async () =>
                {
                    notifications.Messages.Remove(message!);
                    await undo();
                }));
                builder.CloseComponent();
            },
        };
        notifications.Notify(message);
    }

    private void Show(NotificationSeverity severity, string summary, string? detail, TimeSpan duration) =>
        notifications.Notify(new NotificationMessage { Severity = severity, Summary = summary, Detail = detail ?? "", Duration = duration.TotalMilliseconds });
}
