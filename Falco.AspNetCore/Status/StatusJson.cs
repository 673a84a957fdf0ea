using System.Text.Json.Serialization;

namespace Falco.AspNetCore.Status;

/// <summary>Writes the documents without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(IReadOnlyList<RuleDocument>))]
internal sealed partial class StatusJson : JsonSerializerContext;
