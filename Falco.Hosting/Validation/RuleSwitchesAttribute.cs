using System.ComponentModel.DataAnnotations;

namespace Falco.Hosting.Validation;

/// <summary>Rule options each of whose switches names rules or a tag.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RuleSwitchesAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is RuleOptions rules && rules.Switches.All(static entry => entry.Rule.Length > 0 || entry.Tag.Length > 0);

    public override string FormatErrorMessage(string name) => $"Each entry of {name}:{nameof(RuleOptions.Switches)} must name a rule or a tag.";
}
