import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Types the name of what is to be deleted, as the open dialog demands before its button works. */
export async function confirmDeletion(page: Page, button: string, name: string): Promise<void> {
  const confirm = page.getByRole('button', { name: button })
  expect(await confirm.isDisabled()).toBe(true)
  await page.getByLabel(`Type ${name} to confirm`).fill(name)
  await confirm.click()
  await page.getByText(`${name} was deleted`).waitFor()
}
