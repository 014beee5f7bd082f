/** A JSON object, one property a line; those that the hook set are marked. */
export function TokenPart(props: {
  title: string
  part: Readonly<Record<string, unknown>>
  marked: readonly string[]
}) {
  const { title, part, marked } = props
  const names = Object.keys(part)
  return (
    <section class="token-part" aria-label={title}>
      <h3>{title}</h3>
      <div class="token-lines">
        <span aria-hidden="true">{'{'}</span>
        <ul aria-label={`${title} of the token`}>
          {names.map((name, index) => (
            <li key={name} class={marked.includes(name) ? 'token-line by-hook' : 'token-line'}>
              <span class="token-name">{JSON.stringify(name)}</span>:{' '}
              <span class={typeof part[name] === 'string' ? 'token-text' : 'token-value'}>
                {JSON.stringify(part[name], null, 2)}
              </span>
              {index < names.length - 1 && ','}
              {marked.includes(name) && <span class="by-hook-mark">by the hook</span>}
              <TimeNote name={name} value={part[name]} />
            </li>
          ))}
        </ul>
        <span aria-hidden="true">{'}'}</span>
      </div>
    </section>
  )
}

const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A time in the words of a person, behind the seconds. */
function TimeNote({ name, value }: { name: string; value: unknown }) {
  if ((name !== 'iat' && name !== 'exp') || typeof value !== 'number') return null
  return <span class="token-note">{format.format(value * 1000)}</span>
}
