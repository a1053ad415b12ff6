# needs PACKAGE:COMMAND-OR-FOLDER …: sees to it that Debian packages are there: installs the missing ones when it may
# (root, or sudo that asks nothing), and says what to install when it may not.
needs() {
  local missing=() pair package what
  for pair in "$@"; do
    package=${pair%%:*} what=${pair#*:}
    [ -e "$what" ] || command -v "$what" >/dev/null || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  local as=()
  [ "$(id -u)" -eq 0 ] || as=(sudo -n)
  if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing for the tests: ${missing[*]}" >&2
    if "${as[@]}" apt-get update -qq >/dev/null 2>&1 && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null 2>&1; then
      return 0
    fi
  fi
  echo "Missing for some tests, which are skipped: ${missing[*]}. On Debian: apt-get install ${missing[*]}" >&2
}
