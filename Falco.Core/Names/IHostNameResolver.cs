using System.Net;

namespace Falco.Core.Names;

/// <summary>Finds the addresses of hosts for <see cref="HostNames"/>, which asks for one name at a time and never on the thread of events.</summary>
public interface IHostNameResolver
{
    /// <summary>Asks for the addresses of a name.</summary>
    /// <param name="name">The name as a condition has it; nobody has looked at it before.</param>
    /// <param name="stop">Ends the look-up, for instance because it takes too long.</param>
    /// <returns>All addresses, of both families; none if there is no such name.</returns>
    /// <remarks>An exception counts as a failure: what was known of the name stays.</remarks>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken stop);
}
