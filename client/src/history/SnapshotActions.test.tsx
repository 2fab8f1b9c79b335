import type { Snapshot } from '@charrette/shared'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { SnapshotButtons } from './SnapshotActions.tsx'

let done: string[]
beforeEach(async () => {
	await Promise.all([loadNamespace('app'), loadNamespace('history')])
	done = []
})

const actions = {
	...{ isBusy: false, save: async () => false, restoreCards: async () => false, copy: () => {} },
	restore: ({ id }: Snapshot) => void done.push(`restore ${id}`),
	replace: ({ id }: Snapshot) => void done.push(`replace ${id}`),
}
const buttons = (id: string, peopleHere: number) => (
	<SnapshotButtons
		snapshot={{ id } as Snapshot}
		{...{ actions, peopleHere, selectedCards: new Set<string>() }}
		onCardsRestored={() => {}}
	/>
)

it('[REST1i] the snapshot is restored about which the dialog asks, also if another one is shown meanwhile', async () => {
	const user = userEvent.setup()
	const { rerender } = render(buttons('old', 2))
	await user.click(screen.getByRole('button', { name: 'Restore' }))
	rerender(buttons('newest', 2))
	await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Restore' }))
	expect([done, screen.queryByRole('dialog')]).toEqual([['restore old'], null])
})

it('[REST1i] so is the one that replaces the board', async () => {
	const user = userEvent.setup()
	const { rerender } = render(buttons('old', 0))
	await user.click(screen.getByRole('button', { name: 'Version actions' }))
	await user.click(await screen.findByRole('menuitem'))
	rerender(buttons('newest', 0))
	await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Replace for everyone' }))
	expect(done).toEqual(['replace old'])
})
