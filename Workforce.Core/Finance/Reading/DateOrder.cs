namespace Workforce.Core.Finance.Reading;

/// <summary>The order in which a date in numbers is written.</summary>
public enum DateOrder { DayFirst, MonthFirst, YearFirst }
