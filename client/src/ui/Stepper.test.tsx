import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { Stepper } from './Stepper.tsx'

function Groups() {
	const [count, setCount] = useState(10)
	return (
		<>
			<Stepper label="Groups" value={count} min={1} max={40} onChange={setCount} lessLabel="Fewer" moreLabel="More" />
			<output>{count}</output>
		</>
	)
}

const setUp = () => {
	render(<Groups />)
	return userEvent.setup()
}
const field = () => screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Groups' })
const count = () => screen.getByRole('status').textContent

it('the number can be deleted and typed again; leaving the field or Enter sets it', async () => {
	const user = setUp()
	await user.clear(field())
	expect(field().value).toBe('')
	await user.type(field(), '5')
	expect([field().value, count()]).toEqual(['5', '10'])
	await user.tab()
	expect([field().value, count()]).toEqual(['5', '5'])
	await user.clear(field())
	await user.type(field(), '7{Enter}')
	expect(count()).toBe('7')
})

it('an empty field and Escape keep the number; a number beyond the limits becomes the limit', async () => {
	const user = setUp()
	await user.clear(field())
	await user.tab()
	expect([field().value, count()]).toEqual(['10', '10'])
	await user.clear(field())
	await user.type(field(), '5{Escape}')
	expect([field().value, count()]).toEqual(['10', '10'])
	await user.clear(field())
	await user.type(field(), '500{Enter}')
	expect([field().value, count()]).toEqual(['40', '40'])
})
