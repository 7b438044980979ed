namespace Workforce.Contracts.Employees;

/// <param name="From">Tasks that ended from here on are counted,</param>
/// <param name="To">and before here.</param>
public sealed record EmployeePage(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<EmployeeRow> Employees);

/// <summary>What one employee did in the period, and what is before it now.</summary>
/// <param name="Waiting">Tasks that wait now, whenever they came.</param>
/// <param name="Processing">Tasks in work now.</param>
/// <param name="Completed">Ended in the period, as the next two.</param>
/// <param name="AverageSeconds">Of the completed ones, from the start of the last attempt to the end; null without any.</param>
/// <param name="AverageWaitSeconds">Of the completed ones, from when the task was due to the start of the last attempt.</param>
public sealed record EmployeeRow(string Name, int Waiting, int Processing, int Completed, int Failed, int Cancelled, double? AverageSeconds, double? AverageWaitSeconds);
