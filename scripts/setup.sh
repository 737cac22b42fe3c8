# shellcheck shell=sh
# Shared by ./run and ./check, which set $root and source this file. When nothing has to be done, a start
# costs one comparison of two small files.
: "${root:?}"

deskapp_say() { printf '%s\n' "$*" >&2; }

# What Qt needs to be imported at all; what a window, printing, rare characters and the tests need besides.
deskapp_libs_base='libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0'
deskapp_libs_more='libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libcups2 fonts-hanazono'
deskapp_libs_test='xvfb xauth poppler-utils postgresql'

# deskapp_setup LOCK: leave a .venv that holds what LOCK names. An environment that ./check made stays one
# for development, and one that --with-roster made keeps the generator: each of these locks contains the one before.
deskapp_setup() {
    lock=$1
    venv=$root/.venv
    for larger in requirements-roster.lock requirements-dev.lock; do
        [ ! -e "$venv/.installed-$larger" ] || lock=$larger
    done
    if [ -x "$venv/bin/python" ] && cmp -s "$root/$lock" "$venv/.installed-$lock"; then
        return 0
    fi
    deskapp_say '正在准备运行环境，只需一次 · Setting up, this once …'
    deskapp_system_packages "$lock"
    deskapp_venv
    deskapp_install "$lock"
    deskapp_try_qt
    cp "$root/$lock" "$venv/.installed-$lock"
}

# Print the interpreter behind the first command that is Python 3.11 or newer and able to make an
# environment. A name on the PATH proves nothing (version managers leave shims): each is run.
deskapp_find_python() {
    for name in "${PYTHON:-python3}" python3 python3.13 python3.12 python3.11 python3.14 python; do
        "$name" -c '
import os, sys
if sys.version_info < (3, 11):
    sys.exit(1)
import ctypes, ensurepip, sqlite3, ssl, venv
print(os.path.realpath(sys.executable))' 2>/dev/null && return 0
    done
    return 1
}

deskapp_no_python() {
    deskapp_say '需要 Python 3.11 或更新版本（含 venv） · Python 3.11 or newer with venv is needed.'
    if command -v apt-get >/dev/null 2>&1; then
        deskapp_say '    sudo apt-get install python3 python3-venv'
    else
        deskapp_say '    https://www.python.org/downloads/'
    fi
    exit 1
}

deskapp_venv() {
    if "$venv/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        return 0
    fi
    python=$(deskapp_find_python) || deskapp_no_python
    "$python" -m venv --clear "$venv"
}

# uv is fast; plain pip does the same, slowly, where uv cannot be had or fails.
deskapp_install() {
    set -- "$root/$1"
    rm -f "$venv/.installed-requirements.lock"
    if "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes \
        -r "$root/scripts/uv.lock" && deskapp_uv "$1"; then
        return 0
    fi
    deskapp_say '改用 pip 安装 · Installing with pip instead …'
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$1"
}

# uv does not read pip's settings: hand it the package mirror that pip was told to use.
deskapp_uv() {
    if [ -z "${UV_DEFAULT_INDEX:-}" ]; then
        mirror=${PIP_INDEX_URL:-$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null || :)}
        [ -z "$mirror" ] || export UV_DEFAULT_INDEX="$mirror"
    fi
    "$venv/bin/uv" pip sync -q --compile-bytecode --python "$venv/bin/python" --require-hashes "$1"
}

# The proof that the system has what Qt needs.
deskapp_try_qt() {
    if reason=$("$venv/bin/python" -c 'import PySide6.QtWidgets' 2>&1); then
        return 0
    fi
    deskapp_say "$reason"
    deskapp_say '缺少系统库 · A system library is missing. On Debian and Ubuntu:'
    deskapp_say "    sudo apt-get install $deskapp_libs_base $deskapp_libs_more"
    exit 1
}

# On Debian and its relatives: name the missing packages, and install them only when root.
deskapp_system_packages() {
    command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || return 0
    wanted="$deskapp_libs_base $deskapp_libs_more"
    [ "$1" != requirements-dev.lock ] || wanted="$wanted $deskapp_libs_test"
    missing=''
    for package in $wanted; do
        deskapp_has_package "$package" || missing="$missing $package"
    done
    if ! deskapp_find_python >/dev/null; then
        missing="$missing python3 python3-venv"
    fi
    [ -n "$missing" ] || return 0
    deskapp_say "缺少系统软件包 · System packages missing:$missing"
    if [ "$(id -u)" -ne 0 ]; then
        deskapp_say '请由管理员运行 · Have the administrator run this line:'
        deskapp_say "    sudo apt-get install$missing"
        return 0
    fi
    # shellcheck disable=SC2086
    deskapp_apt $missing || {
        deskapp_say '系统软件包未能全部安装，继续 · Not all system packages could be installed; going on.'
    }
}

# Newer releases renamed some libraries, with the ending t64.
deskapp_has_package() {
    for name in "$1" "$1t64"; do
        case $(dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null) in
            *not-installed*) ;;
            *installed*) return 0 ;;
        esac
    done
    return 1
}

# All at once; where one cannot be had, each by itself.
deskapp_apt() {
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    get='apt-get -q -y -o DPkg::Lock::Timeout=120'
    $get install --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    $get update >/dev/null 2>&1 || :
    $get install --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    failed=0
    for package in "$@"; do
        $get install --no-install-recommends "$package" >/dev/null 2>&1 || failed=1
    done
    return $failed
}

# Build the translations that are newer than what was built from them.
deskapp_translations() {
    for source in "$root"/resources/i18n/*.ts; do
        built=${source%.ts}.qm
        if [ ! -f "$built" ] || [ "$source" -nt "$built" ]; then
            "$root/.venv/bin/python" "$root/scripts/translations" build
            return 0
        fi
    done
}

# On Linux: no screen means no window; and Qt's wheels have no plugin for fcitx, which speaks ibus as well.
deskapp_screen() {
    [ "$(uname -s)" = Linux ] || return 0
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
        return 0
    fi
    case "${QT_IM_MODULE:-} ${XMODIFIERS:-} ${GTK_IM_MODULE:-}" in
        *fcitx*) export QT_IM_MODULE=ibus ;;
        *)
            if [ -z "${QT_IM_MODULE:-}" ] && { pgrep -x fcitx5 || pgrep -x fcitx; } >/dev/null 2>&1; then
                export QT_IM_MODULE=ibus
            fi
            ;;
    esac
}
