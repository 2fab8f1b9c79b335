import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { texts } from '../i18n/app/en.ts'
import { addTexts } from '../i18n/texts.ts'
import { CreateWorkshopForm } from './CreateWorkshopForm.tsx'

afterEach(() => vi.unstubAllGlobals())

it('[HOME5] the form for a new workshop names the field that is missing, until it is filled in', async () => {
	// The templates of the server never arrive.
	vi.stubGlobal('fetch', () => new Promise(() => {}))
	addTexts('en', 'app', texts)
	const created: string[] = []
	render(
		<CreateWorkshopForm defaultLocales={['en']} onCreate={({ title }) => created.push(title)} isCreating={false} />,
	)
	const user = userEvent.setup()
	const title = screen.getByRole('textbox', { name: 'Title' })
	await user.type(title, '  {Enter}')
	expect(screen.getByText('Enter a title.')).toBeTruthy()
	await user.keyboard('Day 1')
	expect(screen.queryByText('Enter a title.')).toBeNull()
	await user.keyboard('{Enter}')
	expect(created).toEqual(['Day 1'])
})
