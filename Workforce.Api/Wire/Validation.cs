using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Workforce.Contracts;

namespace Workforce.Api.Wire;

/// <summary>Checks request records against the attributes of the contract. The framework's own validation names C# properties; a caller knows only the wire's names.</summary>
internal static class Validation
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<(PropertyInfo Property, ValidationAttribute[] Rules)>> Known = new();

    public static TBuilder ValidateBodies<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilterFactory((context, next) =>
        {
            int[] bodies = [.. context.MethodInfo.GetParameters().Where(IsContract).Select(parameter => parameter.Position)];
            return bodies.Length == 0 ? next : invocation =>
            {
                var errors = bodies.SelectMany(position => ErrorsOf(invocation.Arguments[position])).ToList();
                return errors.Count == 0 ? next(invocation) : ValueTask.FromResult<object?>(Problems.Fields(errors));
            };
        });

    /// <summary>What is wrong with the record, named as on the wire.</summary>
    public static IEnumerable<(string Field, string Message)> ErrorsOf(object? request)
    {
        if (request is null)
        {
            return [("body", "is required")];
        }

        return from member in Known.GetOrAdd(request.GetType(), RulesOf)
               let value = member.Property.GetValue(request)
               from message in MessagesOf(member.Rules, value)
               select (JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Property.Name), message);
    }

    private static bool IsContract(ParameterInfo parameter) => parameter.ParameterType.Assembly == typeof(WireJson).Assembly;

    private static IReadOnlyList<(PropertyInfo, ValidationAttribute[])> RulesOf(Type type) =>
        [.. type.GetProperties().Select(property => (property, property.GetCustomAttributes<ValidationAttribute>().ToArray())).Where(member => member.Item2.Length > 0 || IsText(member.property.PropertyType))];

    private static bool IsText(Type type) => type == typeof(string) || type == typeof(JsonElement) || type == typeof(JsonElement?) || type.IsAssignableTo(typeof(IEnumerable<string>));

    private static IEnumerable<string> MessagesOf(ValidationAttribute[] rules, object? value) =>
        IsAbsent(value)
            ? rules.OfType<RequiredAttribute>().Any() ? ["is required"] : []
            : rules.Where(rule => !rule.IsValid(value)).Select(MessageOf).Concat(IsStorable(value!) ? [] : [StorableText.Message]);

    private static bool IsStorable(object value) => value switch
    {
        string text => StorableText.Is(text),
        JsonElement json => StorableText.Is(json),
        IEnumerable<string> texts => texts.All(StorableText.Is),
        _ => true,
    };

    private static bool IsAbsent(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        Guid id => id == Guid.Empty,
        JsonElement json => json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null,
        ICollection { Count: 0 } => true,
        _ => false,
    };

    private static string MessageOf(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => $"must be between {range.Minimum} and {range.Maximum}",
        StringLengthAttribute length when length.MinimumLength == length.MaximumLength => $"must have {length.MaximumLength} characters",
        StringLengthAttribute length => $"must have {length.MinimumLength} to {length.MaximumLength} characters",
        RegularExpressionAttribute { Pattern: ['^', '(', .. var words, ')', '$'] } => $"must be one of {words.Replace("|", ", ", StringComparison.Ordinal)}",
        _ => rule.FormatErrorMessage("it"),
    };
}
