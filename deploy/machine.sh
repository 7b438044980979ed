# What ./run and ./test need of the machine. Sourced; expects $root.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

stop() {
  echo "$*" >&2
  exit 1
}

# Installs Debian packages, or ends by saying which.
install() {
  local as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo > /dev/null && { sudo -n true 2> /dev/null || [ -t 0 ]; }; then
      as_root=sudo
    fi
  fi
  if ! command -v apt-get > /dev/null || { [ "$(id -u)" -ne 0 ] && [ -z "$as_root" ]; }; then
    stop "Missing on this machine: $*
Install with:  apt-get install $*   (as root; on other systems, the packages with the same programs)
and start again."
  fi
  echo "Installing $* ..."
  local log
  log=$(mktemp /tmp/workforce-install-XXXXXX.log)
  if ! apt "$@" > "$log" 2>&1 < /dev/null; then
    tail -n 15 "$log" >&2
    stop "Installing $* failed; the whole log is $log"
  fi
  rm -f "$log"
}

# No service may start, and Debian's Postgres may not make a server of its own: the ones here run on files of their own.
apt() {
  local get="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends"
  local policy=/usr/sbin/policy-rc.d clusters=/etc/postgresql-common/createcluster.conf made_policy= changed_clusters= status=0
  $get update || return 1
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy
    $as_root chmod +x $policy
    made_policy=yes
  fi
  case " $* " in
    *" postgresql "*)
      $get install postgresql-common || status=1
      if [ -e $clusters ] && grep -q '^#create_main_cluster' $clusters; then
        $as_root sed -i 's/^#create_main_cluster.*/create_main_cluster = false/' $clusters
        changed_clusters=yes
      fi
      ;;
  esac
  [ $status -ne 0 ] || $get install "$@" || status=1
  [ -z "$changed_clusters" ] || $as_root sed -i 's/^create_main_cluster = false/#create_main_cluster = true/' $clusters
  [ -z "$made_policy" ] || $as_root rm -f $policy
  return $status
}

need_sdk() {
  # Some system users have no home folder, and the SDK keeps its packages there.
  if [ ! -w "${HOME:-/nonexistent}" ]; then
    export HOME=$root/.data/home
    mkdir -p "$HOME" 2> /dev/null || stop "$(id -un) has no home folder and cannot write to $root. The SDK needs one of them: set HOME to a folder that can be written to."
  fi
  command -v dotnet > /dev/null || stop "The .NET 10 SDK is missing. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 and have 'dotnet' on the PATH."
  (cd "$root" && dotnet --version > /dev/null 2>&1) || stop "The .NET 10 SDK is missing; this machine has: $(cd / && dotnet --list-sdks 2> /dev/null | cut -d' ' -f1 | tr '\n' ' ')
Get it from https://dotnet.microsoft.com/download/dotnet/10.0"
}

has() {
  local program=$1 folder
  if [ "${program#/}" != "$program" ]; then
    [ -e "$program" ]
    return
  fi
  for folder in ${PATH//:/ } /usr/local/bin /usr/bin /usr/sbin /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin; do
    [ ! -x "$folder/$program" ] || return 0
  done
  return 1
}

# need_programs PROGRAM=PACKAGE...   A path from the root is a file that must be there.
need_programs() {
  local missing=() pair
  for pair in "$@"; do
    has "${pair%%=*}" || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -eq 0 ] || install "${missing[@]}"
}

# node_folder FOLDER: the packages that its lock file names, and what its build makes of its sources.
node_folder() {
  local folder=$root/$1 log
  log=$(mktemp)
  if [ ! -e "$folder/node_modules/.package-lock.json" ] || [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then
    echo "Installing the packages of $1 ..."
    (cd "$folder" && npm ci) > "$log" 2>&1 < /dev/null || { tail -n 15 "$log" >&2; stop "npm ci failed in $1; the whole log is $log"; }
    # npm dates it as it likes.
    touch "$folder/node_modules/.package-lock.json"
  fi
  (cd "$folder" && npm run --if-present build) > "$log" 2>&1 < /dev/null || { tail -n 30 "$log" >&2; stop "npm run build failed in $1; the whole log is $log"; }
  rm -f "$log"
}

# build STAMP PROJECT: builds what has changed since the stamp; quiet unless it fails.
build() {
  local stamp=$root/$1 what=$2 log id
  mkdir -p "$(dirname "$stamp")" 2> /dev/null || stop "$root cannot be written to by $(id -un), who would have to build there."
  if [ -e "$stamp" ] && [ -z "$(find "$root" -mindepth 1 \( -name bin -o -name obj -o -name .git -o -name .data -o -name node_modules -o -name dist -o -name generated -o -name __pycache__ \) -prune \
    -o -newer "$stamp" \( -type d -o -type f ! -name '*.md' \) -print -quit)" ]; then
    return 0
  fi
  log=$(mktemp)
  id=workforce-build-$$
  echo "Building $what ..."
  rm -f "$stamp"
  touch "$log.begun"
  # Nothing of the build stays behind: no worker processes, and a compiler server of its own that is ended below.
  if ! dotnet build "$root/$what" -c Release --nologo -v quiet -nodeReuse:false -p:SharedCompilationId="$id" > "$log" 2>&1 < /dev/null; then
    end_compiler "$id"
    rm -f "$log.begun"
    { grep -E '(error|warning) [A-Z]+[0-9]+' "$log" || tail -n 30 "$log"; } | sort -u | head -n 30 >&2
    stop "The build failed; the whole log is $log"
  fi
  end_compiler "$id"
  # As of the moment it began: what changed meanwhile is built the next time.
  mv "$log.begun" "$stamp"
  rm -f "$log"
}

end_compiler() {
  local file process
  for file in $(grep -lsF "pipename:$1" /proc/[0-9]*/cmdline 2> /dev/null || true); do
    process=${file#/proc/}
    kill "${process%/cmdline}" 2> /dev/null || true
  done
}
