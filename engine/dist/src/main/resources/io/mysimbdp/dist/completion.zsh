#compdef engine
# The script for bash, which zsh can read, lies beside this folder. It takes over from the next call on.
autoload -U +X bashcompinit && bashcompinit
# An alias, as the script has it, does not count in here.
function compopt { : }
source "${${(%):-%x}:A:h:h:h}/bash-completion/completions/engine"
_bash_complete -o default -F _complete_engine
