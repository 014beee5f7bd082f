import { Argument } from '@commander-js/extra-typings'
import { plainCommand } from '../create-command.ts'
import { print } from '../terminal/print.ts'

const SCRIPTS = {
  bash: `_hookmint() {
  local IFS=$'\\n'
  COMPREPLY=($(hookmint complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _hookmint hookmint`,
  zsh: `#compdef hookmint
_hookmint() {
  local -a candidates
  candidates=("\${(@f)$(hookmint complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n $candidates[1] ]]; then compadd -- $candidates; else _files; fi
}
compdef _hookmint hookmint`,
  fish: `function __hookmint_complete
  hookmint complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null
end
complete -c hookmint -a '(__hookmint_complete)'`,
}

export const completion = plainCommand(
  'completion',
  'Print the script that completes commands, options and hook names in a shell.',
  [
    'completion bash >> ~/.bashrc',
    'completion zsh >> ~/.zshrc',
    'completion fish > ~/.config/fish/completions/hookmint.fish',
  ],
)
  .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
  .action((shell) => print(SCRIPTS[shell]))
