using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Core.Applications;

/// <summary>The name of the event (<c>evt.type</c>), for a source whose events have names.</summary>
internal sealed class ApplicationEventNameField(FieldBinding binding) : Field(binding.Definition, binding.Text)
{
    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value) =>
        FieldValue.Of(view.Event.Info.Name.Utf8, ref value);
}
