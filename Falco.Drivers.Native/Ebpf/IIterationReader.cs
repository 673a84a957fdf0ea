using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>Turns events of an iterator into entries of a table.</summary>
internal interface IIterationReader
{
    void Read(in Event view, IHostTableObserver tables);
}
