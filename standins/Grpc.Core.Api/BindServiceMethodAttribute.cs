namespace Grpc.Core;

/// <summary>Says where generated code binds the methods of a service.</summary>
/// <param name="bindType">The generated type.</param>
/// <param name="bindMethodName">Its method.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public class BindServiceMethodAttribute(Type bindType, string bindMethodName) : Attribute
{
    /// <summary>The generated type.</summary>
    public Type BindType { get; } = bindType;

    /// <summary>Its method.</summary>
    public string BindMethodName { get; } = bindMethodName;
}
