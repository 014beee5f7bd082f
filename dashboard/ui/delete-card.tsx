import { Button } from './button.tsx'
import { Card } from './card.tsx'

/** The way to the deletion of what a page shows. */
export function DeleteCard(props: { title: string; lead: string; onDelete: () => void }) {
  const { title, lead, onDelete } = props
  return (
    <Card title={title} lead={lead}>
      <div class="actions">
        <Button icon="trash" onClick={onDelete}>
          Delete…
        </Button>
      </div>
    </Card>
  )
}
