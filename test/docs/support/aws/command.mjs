// Stands for `aws`, and for `cdk` but synth: has what it was told done in the emulated account.
const { EMULATED_PROGRAM, AWS_ENDPOINT_URL } = process.env
const body = JSON.stringify({
  program: EMULATED_PROGRAM,
  args: process.argv.slice(2),
  folder: process.cwd(),
})
const answer = await fetch(`${AWS_ENDPOINT_URL}/command`, { method: 'POST', body })
process.stdout.write(await answer.text())
process.exitCode = answer.ok ? 0 : 1
