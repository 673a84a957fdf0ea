using System.ComponentModel.DataAnnotations;
using System.Numerics;

namespace Falco.Hosting.Validation;

/// <summary>A power of two.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PowerOfTwoAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is int number && number > 0 && BitOperations.IsPow2(number);

    public override string FormatErrorMessage(string name) => $"The field {name} must be a power of two.";
}
