import { useState } from 'preact/hooks'
import { Card } from '../../ui/card.tsx'
import { CheckboxField } from '../../ui/checkbox-field.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useQueryParameter } from '../../ui/use-query-parameter.ts'
import { useResource } from '../../ui/use-resource.ts'
import { LANGUAGES } from './languages.ts'
import type { TokenRequest } from './token-request.ts'

const PLACEHOLDER = 'YOUR_CLIENT_SECRET'

/** The request as a program, in the language of one's choice. */
export function RequestCard({ request }: { request: TokenRequest }) {
  const [id, setId] = useQueryParameter('language', 'curl')
  const [isRevealed, setIsRevealed] = useState(false)
  const writer = useResource(() => import('./write-snippet.ts'), [])
  const language = LANGUAGES.find((each) => each.id === id) ?? LANGUAGES[0]
  const secret = isRevealed ? request.body.client_secret || PLACEHOLDER : PLACEHOLDER
  const shown = { ...request, body: { ...request.body, client_secret: secret } }
  return (
    <Card title="The request">
      <SelectField
        label="Language"
        value={language?.id ?? ''}
        options={LANGUAGES.map((each) => ({ value: each.id, label: each.title }))}
        onChange={setId}
      />
      <CheckboxField label="Show the secret in it" checked={isRevealed} onChange={setIsRevealed} />
      <Loaded resource={writer} lines={7}>
        {({ writeSnippet }) =>
          language && <CodeBlock text={writeSnippet(shown, language)} what="the program" />
        }
      </Loaded>
    </Card>
  )
}
