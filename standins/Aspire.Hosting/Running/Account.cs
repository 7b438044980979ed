using System.Globalization;

namespace Aspire.Hosting.Running;

/// <summary>A user of this machine.</summary>
internal sealed record Account(string Name, int UserId, int GroupId)
{
    /// <summary>Words that make setpriv take the account's rights, and no more, before the command that follows them.</summary>
    public string[] SetPrivileges =>
        [$"--reuid={UserId}", $"--regid={GroupId}", "--init-groups", "--inh-caps=-all"];

    /// <summary>Lines of passwd(5): <c>postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash</c>.</summary>
    public static Account? Find(IEnumerable<string> passwd, Func<Account, bool> wanted) =>
        passwd.Select(line => line.Split(':'))
            .Where(fields => fields.Length >= 7
                && int.TryParse(fields[2], CultureInfo.InvariantCulture, out _)
                && int.TryParse(fields[3], CultureInfo.InvariantCulture, out _))
            .Select(fields => new Account(fields[0], int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture)))
            .FirstOrDefault(wanted);

    /// <summary>The user to run a server as that refuses to run as root: the owner of what it stored earlier, else the server's own account, else nobody.</summary>
    /// <exception cref="DistributedApplicationException">The machine has no such account.</exception>
    public static Account Unprivileged(IReadOnlyList<string> passwd, string server, int? storedBy) =>
        (storedBy is > 0 ? Find(passwd, account => account.UserId == storedBy) : null)
        ?? Find(passwd, account => account.Name == server && account.UserId != 0)
        ?? Find(passwd, account => account.Name == "nobody" && account.UserId != 0)
        ?? throw new DistributedApplicationException($"{server} does not run as root, and this machine has neither a user '{server}' nor 'nobody'. Add one (useradd --system {server}) or start as a normal user.");
}
