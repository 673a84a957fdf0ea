#!/usr/bin/env bash
# That the packages can be signed, that the signature holds, and that a package that was changed afterwards is refused: with a certificate that is
# made here and thrown away.
. "$(dirname "$0")/setup.sh"

(cd "$feed" && sha256sum --check --quiet SHA256SUMS)
openssl req -x509 -newkey rsa:2048 -sha256 -days 1 -noenc -keyout key.pem -out certificate.pem -subj '/CN=Falco for .NET trial' \
  -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature -addext extendedKeyUsage=codeSigning 2>/dev/null
openssl pkcs12 -export -inkey key.pem -in certificate.pem -out certificate.pfx -passout pass:trial
fingerprint=$(openssl x509 -in certificate.pem -noout -fingerprint -sha256 | sed 's/.*=//; s/://g')

# No authority vouches for the certificate: who verifies has to say that they trust it.
cat >trust.config <<CONFIG
<configuration>
  <trustedSigners>
    <author name="trial">
      <certificate fingerprint="$fingerprint" hashAlgorithm="SHA256" allowUntrustedRoot="true" />
    </author>
  </trustedSigners>
</configuration>
CONFIG

mkdir signed
dotnet nuget sign "$feed/*.nupkg" --certificate-path certificate.pfx --certificate-password trial -o signed >said.txt || { cat said.txt; exit 1; }
[ "$(ls signed | wc -l)" = "$(ls "$feed"/*.nupkg | wc -l)" ]
dotnet nuget verify --all signed/*.nupkg --configfile trust.config >said.txt || { cat said.txt; exit 1; }
grep -c '^Signature type: Author' said.txt

refused() { # package, number of the error
  if dotnet nuget verify --all "$1" --configfile "${3:-trust.config}" >said.txt; then
    echo "accepted: $1"
    return 1
  fi
  must_say said.txt "$2"
}

cp signed/Falco.Core.*.nupkg changed.nupkg
python3 -c 'import zipfile; zipfile.ZipFile("changed.nupkg", "a").writestr("lib/net10.0/added.dll", "x")'
refused changed.nupkg NU3008
refused "$feed/Falco.Core.$version.nupkg" NU3004
refused "signed/Falco.Core.$version.nupkg" NU3018 nuget.config
