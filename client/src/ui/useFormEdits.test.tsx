import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { TextField } from './Field.tsx'
import { useFormEdits } from './useFormEdits.ts'

const EMPTY = { city: '', contact: '' }

/** A form of two fields, whose stored values the test changes. */
function Form({ stored, onSent }: { stored: typeof EMPTY; onSent?: (forget: () => void) => void }) {
	const { values, change, forget } = useFormEdits(stored)
	return (
		<>
			<TextField label="City" value={values.city} onChange={(city) => change({ city })} />
			<TextField label="Contact" value={values.contact} onChange={(contact) => change({ contact })} />
			<button type="button" onClick={() => onSent?.(() => forget(values))}>
				Save
			</button>
		</>
	)
}
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })

it('[PRACTICE3] a form keeps what is typed when its values arrive again, and shows what others have saved', async () => {
	const user = userEvent.setup()
	const { rerender } = render(<Form stored={EMPTY} />)
	await user.type(field('City'), 'Dak')
	rerender(<Form stored={{ city: 'Thiès', contact: 'Li' }} />)
	await user.keyboard('ar')
	expect([field('City').value, field('Contact').value]).toEqual(['Dakar', 'Li'])
	await user.clear(field('Contact'))
	await user.tab()
	expect(field('Contact').value).toBe('')
})

it('[PRACTICE3] after saving, the fields follow the stored values, except those typed in meanwhile', async () => {
	const user = userEvent.setup()
	let forget = () => {}
	const onSent = (saved: () => void) => {
		forget = saved
	}
	const form = (stored: typeof EMPTY) => <Form stored={stored} onSent={onSent} />
	const { rerender } = render(form(EMPTY))
	await user.type(field('City'), 'Dakar')
	await user.type(field('Contact'), 'Li')
	await user.click(screen.getByRole('button', { name: 'Save' }))
	await user.type(field('Contact'), ' and Ana')
	rerender(form({ city: 'Dakar', contact: 'Li' }))
	forget()
	rerender(form({ city: 'Thiès', contact: 'Li' }))
	expect([field('City').value, field('Contact').value]).toEqual(['Thiès', 'Li and Ana'])
})
