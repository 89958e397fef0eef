#!/usr/bin/env bash
# Checks rules and runs their cases: one script for pre-commit, GitHub, GitLab and the desk.
#
#   ci/soat-check.sh [OPTION]… [PATH]…      the paths are those of `soat check`; without one: `rules`
#
#   --format human|concise|github|gitlab    how findings are written (default: human); with `gitlab` the Code Quality
#                                           report goes into a file and people read the concise form in the log
#   --junit FILE                            write the results of the cases there
#   --code-quality FILE                     where the report of `gitlab` goes (default: gl-code-quality-report.json)
#   --lang vi|en                            language of messages (default: that of the environment)
#   --deny-warnings                         take warnings for errors
#   --fmt                                   also fail where `soat fmt` would change a file
#
# `soat` is the one on the PATH; where there is none it is built, once, from the checkout this script lies in.
# Every step runs even when one before it failed. Exit: 0 clean, 1 findings, 2 wrong usage or a file that cannot be read.
set -uo pipefail

format=human
junit=
code_quality=gl-code-quality-report.json
lang=()
deny=()
fmt=false

usage() {
    echo "soat-check: $1" >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case "$1" in
        --format | --junit | --code-quality | --lang)
            [ $# -ge 2 ] || usage "\`$1\` needs a value"
            case "$1" in
                --format) format=$2 ;;
                --junit) junit=$2 ;;
                --code-quality) code_quality=$2 ;;
                --lang) lang=(--lang "$2") ;;
            esac
            shift 2
            ;;
        --deny-warnings) deny=(--deny warnings) && shift ;;
        --fmt) fmt=true && shift ;;
        --) shift && break ;;
        -*) usage "there is no option \`$1\`" ;;
        *) break ;;
    esac
done
case "$format" in
    human | concise | github | gitlab) ;;
    *) usage "there is no format \`$format\`: human, concise, github or gitlab" ;;
esac
paths=("$@")
[ $# -gt 0 ] || paths=(rules)

if ! command -v soat >/dev/null; then
    checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
    tools=${SOAT_TOOLS:-$checkout/.tools}
    PATH=$tools/bin:$PATH
    if ! command -v soat >/dev/null; then
        command -v cargo >/dev/null || usage "neither \`soat\` nor \`cargo\` is on the PATH"
        echo "soat-check: building soat" >&2
        cargo install --quiet --locked --path "$checkout/cli" --root "$tools" || usage "soat could not be built"
    fi
fi

worst=0
# Bash before 4.4 takes an empty array for an unset one: hence the `+`.
step() {
    soat "$@" ${lang[@]+"${lang[@]}"} -- "${paths[@]}"
    local code=$?
    [ "$code" -le "$worst" ] || worst=$code
}

if [ "$format" = gitlab ]; then
    soat check --format gitlab ${deny[@]+"${deny[@]}"} ${lang[@]+"${lang[@]}"} -- "${paths[@]}" >"$code_quality" 2>/dev/null
    # Where the rules cannot be read, the log says so; an empty report would only hide it.
    [ -s "$code_quality" ] || echo '[]' >"$code_quality"
    format=concise
fi
step check --format "$format" ${deny[@]+"${deny[@]}"}
if [ -n "$junit" ]; then
    step test --junit "$junit"
else
    step test
fi
if [ "$fmt" = true ]; then
    step fmt --check
fi
exit "$worst"
