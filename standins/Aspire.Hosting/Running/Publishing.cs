namespace Aspire.Hosting.Running;

/// <summary>Describing the application for elsewhere is the official packages' work; asked for it, this package says so.</summary>
internal static class Publishing
{
    public const string Refusal = "Publishing and deploying need the official Aspire packages: build the app host with -p:OfficialPackages=true. This build runs on the packages' stand-ins, which run the application on this machine only.";

    // --publisher manifest, --operation publish, --operation=publish, --publish, publish, deploy
    public static bool IsAskedFor(IReadOnlyList<string> args)
    {
        for (var index = 0; index < args.Count; index++)
        {
            var (name, value) = args[index].Split('=', 2) is [var key, var given] ? (key, given) : (args[index], index + 1 < args.Count ? args[index + 1] : "");
            if (name is "--publisher" or "--publish" or "--deploy" or "--Publishing:Publisher"
                || (name is "--operation" or "--AppHost:Operation" && value.ToUpperInvariant() is not "RUN")
                || (index == 0 && name is "publish" or "deploy"))
            {
                return true;
            }
        }

        return false;
    }
}
