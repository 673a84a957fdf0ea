namespace Falco.Rules.Tests.Limits;

/// <summary>
/// Tests of how much time something takes run by themselves and count processor time, so that neither other tests nor other programs of
/// the machine decide them.
/// </summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
