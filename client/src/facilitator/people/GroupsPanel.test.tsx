import type { Command, Workshop } from '@charrette/shared'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { texts as app } from '../../i18n/app/en.ts'
import { texts as dashboard } from '../../i18n/dashboard/en.ts'
import { addTexts } from '../../i18n/texts.ts'
import { GroupsPanel } from './GroupsPanel.tsx'

let sent: Command[]
beforeEach(() => {
	addTexts('en', 'app', app)
	addTexts('en', 'dashboard', dashboard)
	sent = []
})

function panel(...numbers: number[]) {
	const groups = numbers.map((n) => ({ id: `g${n}`, name: `Group ${n}`, board: `b${n}` }))
	const session = { id: 's', title: 'Day', groups, boards: [], phases: [] }
	const workshop = { session: 's', sessions: [session], participants: [] } as unknown as Workshop
	const run = async (command: Command) => {
		sent.push(command)
		return { version: 2 }
	}
	return <GroupsPanel workshop={workshop} run={run} />
}

it('[GROUP4c] if the target of a removal is removed itself, the group goes to the one that is shown', async () => {
	const user = userEvent.setup()
	const { rerender } = render(panel(1, 2, 3))
	await user.click(screen.getByRole('button', { name: 'Groups' }))
	await user.click(screen.getByRole('button', { name: 'Remove Group 3…' }))
	const target = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Move its people and cards to' })
	expect(target.value).toBe('g1')
	rerender(panel(2, 3))
	expect(
		within(target)
			.getAllByRole<HTMLOptionElement>('option')
			.map(({ text }) => text),
	).toEqual(['Group 2'])
	await user.click(screen.getByRole('button', { name: 'Remove group' }))
	expect(sent).toEqual([{ type: 'groups.remove', group: 'g3', to: 'g2' }])
})
