using Microsoft.Extensions.Options;

namespace Falco.Hosting.Validation;

/// <summary>Holds options to their attributes, without reflection.</summary>
[OptionsValidator]
internal sealed partial class FalcoEngineOptionsValidator : IValidateOptions<FalcoEngineOptions>;
