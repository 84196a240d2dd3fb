# shellcheck shell=bash disable=SC2034 # the scripts that source this use what it sets
# What the scripts of this folder share. To be sourced, in bash with -euo pipefail.

# The checkout's folder, and the script's path in jobs, which begins each of its lines; links to the script are followed.
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=$(readlink -f "$0")
program=${program#"$root/jobs/"}

say() { printf '%s: %s\n' "$program" "$*" >&2; }

# fail CODE MESSAGE [REMEDY]: ends the script with that code.
fail() {
  say "$2"
  [ -z "${3:-}" ] || say "$3"
  exit "$1"
}

# Sets java and JAVA_HOME, so that Maven takes the same one, or ends with what is wrong.
choose_java() {
  local remedy="Set JAVA_HOME to a JDK 17." settings version
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null || fail 2 "no Java: '$java' is not there." "$remedy"
  settings=$("$java" -XshowSettings:properties -version 2>&1) || fail 2 "'$java' cannot be run: $settings" "$remedy"
  version=$(sed -n 's/^ *java\.specification\.version = //p' <<<"$settings")
  case $version in
    17 | 18 | 19 | 20 | 21) ;;
    *) fail 2 "Sluice runs on JDK 17 to 21, and '$java' is ${version:-unknown}." "$remedy" ;;
  esac
  JAVA_HOME=$(sed -n 's/^ *java\.home = //p' <<<"$settings")
  export JAVA_HOME
}

# Ends with what is missing for a build.
check_build_tools() {
  [ -x "$JAVA_HOME/bin/javac" ] || fail 2 "$JAVA_HOME is a JRE; building needs a JDK." "Set JAVA_HOME to a JDK 17."
  command -v mvn >/dev/null || fail 2 "no Maven: 'mvn' is not on the PATH." "Install Maven 3.8 or newer."
}

# newer_than STAMP PATH...: there is no stamp, or a file is newer than it.
newer_than() {
  [ -e "$1" ] || return 0
  [ -n "$(find "${@:2}" -newer "$1" -print | head -n 1)" ]
}

# libraries_missing CLASSPATH...: a class path, or a library that it names, is not there (any more).
libraries_missing() {
  local list jar
  for list in "$@"; do
    [ -e "$list" ] || return 0
    while IFS= read -r jar; do
      [ -e "$jar" ] || return 0
    done < <(tr ':' '\n' <"$list")
  done
  return 1
}

# Whether Debian's packages can be installed without asking anybody.
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# install PACKAGE...: Debian's.
install() {
  say "installing $*"
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@"; } >&2
}

# stage SPARK: what a run on AWS begins with. Builds the jar for that Spark unless JAR_FILE names one, uploads it with the
# configuration to the bucket's folder jobs/, and exports JAR and RUN_ID (given, or the time) for parameter files.
stage() {
  JAR_FILE=${JAR_FILE:-$(SLUICE_SPARK=$1 "$root/jobs/sluice" jar)}
  JAR=$(basename "$JAR_FILE")
  RUN_ID=${RUN_ID:-$(date -u +%Y%m%dT%H%M%SZ)}
  export BUCKET REGION JAR RUN_ID AWS_DEFAULT_REGION=$REGION
  aws s3 cp "$JAR_FILE" "s3://$BUCKET/jobs/$JAR"
  aws s3 cp "$CONFIG" "s3://$BUCKET/jobs/sluice.conf"
}

# fill_in FILE: writes a parameter file, filled from the environment, to $filled, which is removed in the end.
fill_in() {
  if [ -z "${filled:-}" ]; then
    filled=$(mktemp)
    trap 'rm -f "$filled"' EXIT
  fi
  "$root/jobs/fill" "$1" >"$filled"
}
