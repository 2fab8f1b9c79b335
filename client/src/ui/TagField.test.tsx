import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { TagField } from './TagField.tsx'

const LIMITS = { maxLength: 40, maxNames: 10 }

function Cities() {
	const [names, setNames] = useState<string[]>([])
	return (
		<TagField
			label="Cities"
			names={names}
			onChange={setNames}
			limits={LIMITS}
			removeLabel={(name) => `Remove ${name}`}
		/>
	)
}

const setUp = () => {
	render(<Cities />)
	return userEvent.setup()
}
const names = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent)
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Cities' })

it('a comma in typed text ends one name, and the next name is typed whole', async () => {
	const user = setUp()
	await user.type(field(), 'Guangzhou, Bogotá')
	expect([names(), field().value]).toEqual([['Guangzhou'], 'Bogotá'])
	await user.tab()
	expect([names(), field().value]).toEqual([['Guangzhou', 'Bogotá'], ''])
})

it('Enter adds the typed name, and Backspace in an empty field removes the last one', async () => {
	const user = setUp()
	await user.type(field(), 'Quito{Enter}Lima{Enter}')
	expect(names()).toEqual(['Quito', 'Lima'])
	await user.type(field(), '{Backspace}')
	expect(names()).toEqual(['Quito'])
})

it('a pasted list is split at its line breaks', async () => {
	const user = setUp()
	await user.click(field())
	await user.paste('广州、武汉\nLima')
	expect(names()).toEqual(['广州', '武汉', 'Lima'])
})
