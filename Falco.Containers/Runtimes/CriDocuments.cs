using System.Text.Json;
using System.Text.Json.Serialization;

namespace Falco.Containers.Runtimes;

/// <summary>What is read of the JSON that runtimes add to their answers, and of the specifications of the Open Container Initiative.</summary>
[JsonSerializable(typeof(CriContainerDetails))]
[JsonSerializable(typeof(CriSandboxDetails))]
[JsonSerializable(typeof(OciSpecification))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CriDocuments : JsonSerializerContext;

internal sealed record CriContainerDetails(bool? Privileged, CriConfiguration? Config, OciSpecification? RuntimeSpec);

internal sealed record CriConfiguration(CriImage? Image, CriVariable[]? Envs, CriLinux? Linux);

internal sealed record CriImage(string? Image);

internal sealed record CriVariable(string? Key, string? Value);

internal sealed record CriLinux([property: JsonPropertyName("security_context")] CriSecurity? SecurityContext);

internal sealed record CriSecurity(bool? Privileged);

internal sealed record CriSandboxDetails(CniResult? CniResult, OciSpecification? RuntimeSpec);

internal sealed record CniResult([property: JsonPropertyName("Interfaces")] JsonElement? Interfaces);

internal sealed record OciSpecification(OciProcess? Process, OciMount[]? Mounts, OciLinux? Linux, Dictionary<string, string>? Annotations);

internal sealed record OciProcess(OciUser? User, string[]? Env, string? ApparmorProfile, string? SelinuxLabel);

internal sealed record OciUser(uint Uid);

internal sealed record OciMount(string? Destination, string? Type, string? Source, string[]? Options);

internal sealed record OciLinux(
    OciNamespace[]? Namespaces, string[]? MaskedPaths, string[]? ReadonlyPaths, JsonElement? Seccomp, string? RootfsPropagation,
    OciResources? Resources);

internal sealed record OciNamespace(string? Type);

internal sealed record OciResources(OciMemory? Memory, OciCpu? Cpu);

internal sealed record OciMemory(long? Limit, long? Swap);

internal sealed record OciCpu(ulong? Shares, long? Quota, ulong? Period, string? Cpus);
