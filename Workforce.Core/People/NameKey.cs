using Workforce.Core.Finance.Reading;

namespace Workforce.Core.People;

/// <summary>A name as it is compared: "Röntgen / X-ray" and "rontgen x ray" are the same skill.</summary>
public static class NameKey
{
    /// <summary>Empty where the name holds no letter and no digit.</summary>
    public static string Of(string? name) => Folded.Text(name).Trim();
}
