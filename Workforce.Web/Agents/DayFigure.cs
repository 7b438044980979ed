using System.Globalization;

namespace Workforce.Web.Agents;

/// <summary>A column of a chart by days.</summary>
public sealed record DayFigure(DateOnly Day, double Value)
{
    public string Label => Day.ToString("d MMM", CultureInfo.InvariantCulture);
}
