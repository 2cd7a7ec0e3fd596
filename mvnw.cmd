@echo off
rem Copyright 2026-present the original author or authors.
rem SPDX-License-Identifier: Apache-2.0
rem
rem mvnw for Windows 10 (1803) or later: the same order, the same settings. The batch lines run Maven; what
rem comes after the marker is PowerShell, which finds or installs it and answers "mvn.cmd|directory to run in".
setlocal
set "MVNW_SELF=%~dpn0.cmd"
set MVNW_ARGS=%*
set "MVNW_MVN="
for /f "usebackq tokens=1,2 delims=|" %%a in (`set "PSModulePath=" ^& powershell -NoProfile -ExecutionPolicy Bypass -Command "Invoke-Expression ((Get-Content -Raw -LiteralPath $env:MVNW_SELF) -split ('#Power' + 'Shell#'))[1]"`) do (
  set "MVNW_MVN=%%a"
  cd /d "%%b"
)
if not defined MVNW_MVN exit /b 1
"%MVNW_MVN%" %*
exit /b %ERRORLEVEL%

#PowerShell#
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Install-Maven {
  $url = $pin.distributionUrl
  if ($env:MVNW_REPOURL) { $url = $env:MVNW_REPOURL.TrimEnd('/') + "/org/apache/maven/apache-maven/$version/$name-bin.tar.gz" }
  $random = [guid]::NewGuid()
  $archive = Join-Path ([IO.Path]::GetTempPath()) "mvnw-$random.tar.gz"
  $staging = "$family\.$random"
  try {
    [Console]::Error.WriteLine("mvnw: downloading $url")
    [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
    (New-Object Net.WebClient).DownloadFile($url, $archive)
    $found = (Get-FileHash -Algorithm SHA512 -LiteralPath $archive).Hash.ToLowerInvariant()
    if ($found -ne $sha512) { throw "wrong SHA-512 of ${url}: $found (expected: $sha512)" }
    New-Item -ItemType Directory -Force -Path $staging | Out-Null
    # The tar of Windows itself: others take the colon of a drive for the end of a host name.
    & "$env:SystemRoot\System32\tar.exe" -xzf $archive -C $staging
    if ($LASTEXITCODE -ne 0) { throw "cannot unpack $url to $staging" }
    # If another mvnw was faster, this fails: keep the other, drop ours.
    try { [IO.Directory]::Move("$staging\$name", $own) } catch { if (!(Test-Path "$own\bin\mvn.cmd")) { throw } }
  } finally {
    Remove-Item -Recurse -Force -ErrorAction SilentlyContinue -LiteralPath $archive, $staging
  }
  "$own\bin\mvn.cmd"
}

function Find-OnPath {
  $mvn = Get-Command mvn.cmd -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
  if (!$mvn) { return }
  if ((& $mvn.Path -v | Out-String) -match 'Apache Maven (\d+\.\d+\.\d+)') { $found = $Matches[1] } else { $found = '0.0.0' }
  if ([version]$found -ge [version]$pin.minimumVersion) { return $mvn.Path }
  [Console]::Error.WriteLine("mvnw: not used: $($mvn.Path), version $found (expected: >= $($pin.minimumVersion))")
}

try {
  $project = Split-Path -Parent $env:MVNW_SELF
  $pin = ConvertFrom-StringData (Get-Content -Raw -LiteralPath "$project\.mvn\wrapper\maven-wrapper.properties")
  $version = $pin.mavenVersion
  $sha512 = $pin.distributionSha512Sum
  $name = "apache-maven-$version"
  if (!$pin.distributionUrl.EndsWith("/$name-bin.tar.gz")) { throw "distributionUrl: '$($pin.distributionUrl)' (expected: one that ends with /$name-bin.tar.gz)" }
  if ($sha512.Length -ne 128) { throw "distributionSha512Sum: '$sha512' (expected: 128 hexadecimal digits)" }
  $userHome = if ($env:MAVEN_USER_HOME) { $env:MAVEN_USER_HOME } else { "$HOME\.m2" }
  $family = "$userHome\wrapper\dists\$name"
  $own = "$family\$($sha512.Substring(0, 16))"
  $mvn = Get-Item -ErrorAction SilentlyContinue -Path "$own\bin\mvn.cmd", "$family\*\bin\mvn.cmd", "$family-bin\*\$name\bin\mvn.cmd" | Select-Object -First 1
  if ($mvn) { $mvn = $mvn.FullName } else { $mvn = Find-OnPath }
  if (!$mvn) { $mvn = Install-Maven }
  # Called from a directory of the project, Maven builds that directory; from elsewhere, the project.
  $here = (Get-Location -PSProvider FileSystem).ProviderPath
  $inside = "$here\".StartsWith("$project\", 'OrdinalIgnoreCase') -or " $env:MVNW_ARGS " -cmatch '\s(-f|--file)[\s=]'
  if (!$inside) { $here = $project }
  "$mvn|$here"
} catch {
  [Console]::Error.WriteLine("mvnw: $($_.Exception.Message)")
  exit 1
}
