import type { Page } from 'playwright-core'

/** Replaces all of the text in an editor, as by Ctrl+A and Ctrl+V. */
export async function paste(page: Page, editor: string, text: string): Promise<void> {
  const content = page.getByRole('textbox', { name: editor })
  await content.click()
  await page.keyboard.press('Control+a')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
  await page.keyboard.press('Control+v')
}

/** The text in an editor, as far as it is drawn. */
export async function readEditor(page: Page, editor: string): Promise<string> {
  const lines = page.getByRole('textbox', { name: editor }).locator('.cm-line')
  return (await lines.allTextContents()).join('\n')
}
