import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { Combobox } from './Combobox.tsx'

const CITIES = ['Barcelona', 'Bogotá', 'Quito']

function City() {
	const [city, setCity] = useState('')
	return <Combobox label="City" value={city} onChange={setCity} options={CITIES} />
}

afterEach(() => {
	vi.restoreAllMocks()
})

const setUp = () => {
	render(<City />)
	return userEvent.setup()
}
const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'City' })
const active = () => screen.queryAllByRole('option', { selected: true }).map(({ textContent }) => textContent)

it('arrow keys choose an option, which scrolls into view; Enter takes it and closes the list', async () => {
	const user = setUp()
	const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
	const shown = () => scrolled.mock.contexts.map((element) => (element as Element).textContent).at(-1)
	await user.type(field(), '{ArrowDown}{ArrowDown}')
	expect([active(), shown()]).toEqual([['Bogotá'], 'Bogotá'])
	await user.keyboard('{ArrowUp}{ArrowUp}')
	expect([active(), shown()]).toEqual([['Quito'], 'Quito'])
	await user.keyboard('{Enter}')
	expect([field().value, field().getAttribute('aria-expanded')]).toEqual(['Quito', 'false'])
})

it('other text is kept, Escape closes the list, and Tab leaves the field', async () => {
	const user = setUp()
	await user.type(field(), 'Bo')
	expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['Bogotá'])
	await user.keyboard('{Escape}')
	expect(field().getAttribute('aria-expanded')).toBe('false')
	await user.tab()
	expect([field().value, document.activeElement === field()]).toEqual(['Bo', false])
})

it('an option is chosen by a press, and the field keeps the focus', async () => {
	const user = setUp()
	await user.type(field(), 'qui')
	await user.click(screen.getByRole('option', { name: 'Quito' }))
	expect([field().value, document.activeElement === field()]).toEqual(['Quito', true])
})
