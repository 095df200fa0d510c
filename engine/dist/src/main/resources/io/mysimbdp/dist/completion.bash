
# The tenants of the home that the command line names, or MYSIMBDP_HOME, or the folder of the program.
_mysimbdp_tenants() {
  local home="" word next="" tenant
  for word in "${COMP_WORDS[@]}"; do
    if [ -n "$next" ]; then
      home=$word
      next=""
      # bash takes "--home=DIR" for three words.
      [ "$word" = "=" ] && next=yes
    elif [ "$word" = --home ]; then
      next=yes
    fi
  done
  if [ -z "$home" ]; then
    home=${MYSIMBDP_HOME:-}
  fi
  if [ -z "$home" ]; then
    home=$(readlink -f "$(command -v -- "${COMP_WORDS[0]}")" 2>/dev/null) || return 0
    home=${home%/bin/engine}
    [ -d "$home/lib" ] || home=${home%/engine}
  fi
  home=${home/#\~/$HOME}
  for tenant in "$home"/tenants/*/tenant.conf; do
    [ -f "$tenant" ] || continue
    tenant=${tenant%/tenant.conf}
    printf '%s\n' "${tenant##*/}"
  done
}
