using System.Text.Json.Serialization;

namespace Falco.Replay.Budgets;

/// <summary>What a benchmark may allocate once it is warm, and must, so that the figure stays true.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="Bytes">Managed bytes: of a replay, for all its events; of a part, for one call.</param>
/// <param name="Why">Why it is not nothing.</param>
internal sealed record AllocationBudget(string Name, long Bytes, string? Why = null);

/// <summary>The file of budgets.</summary>
/// <param name="Capture">The capture that is replayed, from the root of the repository.</param>
/// <param name="Budgets">A budget for each benchmark.</param>
internal sealed record AllocationBudgets(string Capture, IReadOnlyList<AllocationBudget> Budgets);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AllocationBudgets))]
internal sealed partial class AllocationBudgetsJson : JsonSerializerContext;
