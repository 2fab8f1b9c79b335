import type { Command, Participant, Workshop } from '@charrette/shared'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { texts as app } from '../../i18n/app/en.ts'
import { texts as dashboard } from '../../i18n/dashboard/en.ts'
import { addTexts } from '../../i18n/texts.ts'
import { ToastProvider } from '../../ui/Toasts.tsx'
import { likelyDuplicates, PersonDialog, type PersonTask } from './PersonDialogs.tsx'

const person = (name: string, city: string) => ({ id: `${name} ${city}`, name, city }) as unknown as Participant

describe('merging people', () => {
	it('[PEOPLE4] suggests the same name first, then a longer one, then people of the city; never the person', () => {
		const ana = person('Ana', 'Bogotá')
		const others = [
			person('Zoé', 'Dakar'),
			person('Luis', 'Bogotá'),
			person('Anna', 'BOGOTÁ'),
			person('Ana María', 'Dakar'),
			person('ana', 'Wuhan'),
		]
		const suggested = likelyDuplicates({ participants: [...others, ana] }, ana)
		expect(suggested.map(({ name }) => name)).toEqual(['ana', 'Ana María', 'Anna', 'Luis', 'Zoé'])
	})
})

describe('two people who act at the same time', () => {
	let sent: Command[]
	beforeEach(() => {
		addTexts('en', 'app', app)
		addTexts('en', 'dashboard', dashboard)
		sent = []
	})

	const dialog = (task: PersonTask, [shown, ...others]: [Participant, ...Participant[]]) => (
		<ToastProvider>
			<PersonDialog
				task={task}
				person={shown}
				workshop={{ participants: [shown, ...others], cities: [] } as unknown as Workshop}
				run={async (command) => {
					sent.push(command)
					return { version: 2 }
				}}
				onClose={() => {}}
			/>
		</ToastProvider>
	)
	const ana = person('Ana', 'Lima')

	it('[PEOPLE3] a corrected city leaves the name that the person corrects meanwhile', async () => {
		const user = userEvent.setup()
		const { rerender } = render(dialog('correct', [ana]))
		const city = screen.getByRole('combobox', { name: 'City' })
		await user.clear(city)
		await user.type(city, 'Quito')
		rerender(dialog('correct', [{ ...ana, name: 'Ana María' }]))
		await user.click(screen.getByRole('button', { name: 'Save' }))
		expect(sent).toEqual([{ type: 'participant.change', participant: ana.id, city: 'Quito' }])
	})

	it('[PEOPLE4] nobody else is merged in place of a person who is removed meanwhile', async () => {
		const user = userEvent.setup()
		const { rerender } = render(dialog('merge', [ana, person('Ana', 'Quito'), person('Zoé', 'Dakar')]))
		rerender(dialog('merge', [ana, person('Zoé', 'Dakar')]))
		const merge = screen.getByRole<HTMLButtonElement>('button', { name: 'Merge' })
		expect(merge.disabled).toBe(true)
		await user.selectOptions(screen.getByRole('combobox'), 'Zoé · Dakar')
		await user.click(merge)
		expect(sent).toEqual([{ type: 'participant.merge', participant: ana.id, into: 'Zoé Dakar' }])
	})
})
