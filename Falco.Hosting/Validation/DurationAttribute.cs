using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Falco.Hosting.Validation;

/// <summary>A duration within limits, in seconds. (The range attribute of the framework converts text and is not safe to trim.)</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute(double minSeconds, double maxSeconds) : ValidationAttribute
{
    public override bool IsValid(object? value) => value is TimeSpan duration && duration.TotalSeconds >= minSeconds && duration.TotalSeconds <= maxSeconds;

    public override string FormatErrorMessage(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"The field {name} must be between {TimeSpan.FromSeconds(minSeconds)} and {TimeSpan.FromSeconds(maxSeconds)}.");
}
